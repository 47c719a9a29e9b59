package io.sakia.embedded.spill;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Merges sorted runs; of records that are equal in order, those of earlier runs come first. */
final class MergeByOrder implements Iterator<Object> {
    private final PriorityQueue<Head> heads;

    MergeByOrder(List<Part> runs, Comparator<Object> order, Scope scope) {
        heads = new PriorityQueue<>(runs.size(), (a, b) -> {
            int byOrder = order.compare(a.record, b.record);
            return byOrder != 0 ? byOrder : Integer.compare(a.run, b.run);
        });
        for (int run = 0; run < runs.size(); run++) {
            Iterator<Object> records = runs.get(run).iterator(scope);
            if (records.hasNext()) {
                heads.add(new Head(run, records));
            }
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public Object next() {
        Head first = heads.poll();
        if (first == null) {
            throw new NoSuchElementException("all runs have ended");
        }
        Object record = first.record;
        if (first.records.hasNext()) {
            first.record = first.records.next();
            heads.add(first);
        }
        return record;
    }

    private static final class Head {
        private final int run;
        private final Iterator<Object> records;
        private Object record;

        Head(int run, Iterator<Object> records) {
            this.run = run;
            this.records = records;
            this.record = records.next();
        }
    }
}
