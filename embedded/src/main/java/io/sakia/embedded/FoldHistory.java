package io.sakia.embedded;

import io.sakia.column.Kind;
import io.sakia.embedded.spill.KeyedBucket;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * What a fold's next tasks can learn from its last ones: how many keys are to be expected, and which texts. Texts are forgotten when memory runs
 * short.
 */
final class FoldHistory {
    /** With fewer keys the table is in the processor's caches anyway. */
    static final int FEW = 1024;

    /** For so many tasks at most texts are not looked for, where they are others each time. */
    private static final int LONGEST_PAUSE = 64;

    private static final SoftReference<@Nullable KnownTexts> NONE = new SoftReference<>(null);

    private int keys;
    private SoftReference<@Nullable KnownTexts> texts = NONE;
    private int pause;
    private int left;

    /** How many keys a task had last; 0 before the first. */
    synchronized int keys() {
        return keys;
    }

    /** The texts that are likely to come again; null if none are. */
    synchronized @Nullable KnownTexts texts() {
        return texts.get();
    }

    /**
     * Learns from a task.
     *
     * @param folded its keys
     * @param used the texts that it knew
     * @param known how many of its keys were among them
     */
    synchronized void note(KeyedBucket folded, @Nullable KnownTexts used, int known) {
        keys = folded.size;
        if (folded.keys.kind() != Kind.OBJECT || folded.size < FEW) {
            texts = NONE;
            return;
        }
        KnownTexts now = texts.get();
        if (used != now || (used != null && known >= folded.size - folded.size / 8)) {
            return; // another task has learnt already, or there is little to be learnt
        }
        if (used != null) {
            pause = known < folded.size / 4 ? Math.min(LONGEST_PAUSE, 2 * pause + 1) : 0;
            left = pause;
            texts = NONE;
        }
        if (left > 0) {
            left--;
            return;
        }
        if (folded.keys.objects()[0] instanceof String) {
            texts = new SoftReference<>(KnownTexts.of(folded));
        }
    }
}
