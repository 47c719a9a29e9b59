package io.sakia.embedded;

import io.sakia.engine.Skew;
import io.sakia.plan.Origin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of so many keys of what a shuffle places, by partition: enough to find a partition that gets too much, and the key for which it does.
 *
 * <p>Of each partition a few keys are counted, after Misra and Gries: <a href="https://doi.org/10.1016/0167-6423(82)90012-0">Finding repeated elements</a>,
 * 1982. A key that has more than one in {@value #KEPT} of a partition's samples is among them.
 */
final class KeySamples {
    /** One key of so many is a sample; a power of two. */
    static final int OF = 1024;

    private static final int KEPT = 16;
    private static final int LONGEST_TEXT = 60;
    /** A partition gets too much that has so many times what others have. */
    private static final int TIMES = 4;

    private static final long LEAST_RECORDS = 10_000;

    private final @Nullable Map<Object, Integer>[] kept;
    private final long[] samples;

    /** No samples yet, of so many partitions. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    KeySamples(int partitions) {
        kept = new Map[partitions];
        samples = new long[partitions];
    }

    /** Adds a key that is a sample. */
    void add(int partition, Object key) {
        add(partition, key, 1);
        samples[partition]++;
    }

    /** Adds the samples of another task. */
    void addAll(KeySamples other) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] += other.samples[i];
            Map<Object, Integer> its = other.kept[i];
            if (its != null) {
                int partition = i;
                its.forEach((key, count) -> add(partition, key, count));
            }
        }
    }

    private void add(int partition, Object key, int count) {
        Map<Object, Integer> its = kept[partition];
        if (its == null) {
            its = new HashMap<>();
            kept[partition] = its;
        }
        if (its.containsKey(key) || its.size() < KEPT) {
            its.merge(key, count, Integer::sum);
            return;
        }
        for (Iterator<Map.Entry<Object, Integer>> all = its.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Object, Integer> entry = all.next();
            if (entry.getValue() <= count) {
                all.remove();
            } else {
                entry.setValue(entry.getValue() - count);
            }
        }
    }

    /** The partition that gets too much, or null if none does. */
    @Nullable
    Skew skew(Origin operator) {
        int most = 0;
        long all = 0;
        for (int i = 0; i < samples.length; i++) {
            all += samples[i];
            most = samples[i] > samples[most] ? i : most;
        }
        if (samples.length < 2 || samples[most] * OF < LEAST_RECORDS) {
            return null;
        }
        long[] sorted = samples.clone();
        Arrays.sort(sorted);
        long median = sorted[(sorted.length - 1) / 2];
        Map<Object, Integer> its = kept[most];
        if (samples[most] <= TIMES * median || its == null || its.isEmpty()) {
            return null;
        }
        Map.Entry<Object, Integer> heaviest = null;
        for (Map.Entry<Object, Integer> entry : its.entrySet()) {
            heaviest = heaviest == null || entry.getValue() > heaviest.getValue() ? entry : heaviest;
        }
        return heaviest == null
                ? null
                : new Skew(
                        operator,
                        most,
                        samples[most] * OF,
                        median * OF,
                        text(heaviest.getKey()),
                        (double) heaviest.getValue() / all);
    }

    private static String text(Object key) {
        String text;
        try {
            text = String.valueOf(key);
        } catch (RuntimeException e) {
            text = "a " + key.getClass().getName(); // whose own text fails
        }
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
