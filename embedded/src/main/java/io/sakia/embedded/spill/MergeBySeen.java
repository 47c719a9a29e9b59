package io.sakia.embedded.spill;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Merges a few runs of entries, each in the order of their arrival, into that order. */
final class MergeBySeen implements Iterator<Object> {
    private final List<Iterator<Object>> runs;
    private final @Nullable Entry[] heads;
    private int left;

    MergeBySeen(List<Iterator<Object>> runs) {
        this.runs = runs;
        this.heads = new Entry[runs.size()];
        for (int i = 0; i < heads.length; i++) {
            advance(i);
            left += heads[i] == null ? 0 : 1;
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Object next() {
        int first = -1;
        Entry least = null;
        for (int i = 0; i < heads.length; i++) {
            Entry head = heads[i];
            if (head != null && (least == null || head.seen() < least.seen())) {
                least = head;
                first = i;
            }
        }
        if (least == null) {
            throw new NoSuchElementException("all runs have ended");
        }
        advance(first);
        left -= heads[first] == null ? 1 : 0;
        return least;
    }

    private void advance(int run) {
        Iterator<Object> iterator = runs.get(run);
        heads[run] = iterator.hasNext() ? (Entry) iterator.next() : null;
    }
}
