package io.sakia.bench;

import io.sakia.Pair;
import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that has a pair of each key for every batch, with the batch's number as its value, so that a result tells which batch it
 * belongs to; it ends after so many batches.
 *
 * @param keys the keys, one pair each; a key may come twice
 * @param partitions into how many ranges they are cut
 * @param batches how many batches there are
 */
record NumberedPairs(List<String> keys, int partitions, long batches)
        implements Source<Pair<String, Long>, NumberedPairs.Slice> {

    /** A range that carries its pairs. */
    record Slice(List<Pair<String, Long>> pairs) implements Range {
        @Override
        public long records() {
            return pairs.size();
        }
    }

    /** How many batches were planned. */
    record Planned(long batches) implements Cursor {}

    /** The pairs of a batch. */
    static List<Pair<String, Long>> pairs(List<String> keys, long number) {
        List<Pair<String, Long>> pairs = new ArrayList<>(keys.size());
        for (String key : keys) {
            pairs.add(Pair.of(key, number));
        }
        return pairs;
    }

    @Override
    public String description() {
        return "numbered pairs";
    }

    @Override
    public RangeReader<Pair<String, Long>, Slice> reader() {
        return slice -> {
            Iterator<Pair<String, Long>> rest = slice.pairs().iterator();
            Reader<Pair<String, Long>> reader = () -> rest.hasNext() ? rest.next() : null;
            return reader;
        };
    }

    @Override
    public Class<Slice> rangeType() {
        return Slice.class;
    }

    @Override
    public Class<Planned> cursorType() {
        return Planned.class;
    }

    @Override
    public Planner<Slice> open(@Nullable Cursor from, Runnable signal) {
        signal.run();
        return new Planner<>() {
            private long planned;

            @Override
            public Plan<Slice> plan(Limit limit) {
                planned++;
                return new Plan<>(slices(pairs(keys, planned)), new Planned(planned), planned == batches);
            }

            @Override
            public void close() {}
        };
    }

    private List<Slice> slices(List<Pair<String, Long>> pairs) {
        List<Slice> slices = new ArrayList<>(partitions);
        for (int i = 0; i < partitions; i++) {
            slices.add(new Slice(pairs.subList(pairs.size() * i / partitions, pairs.size() * (i + 1) / partitions)));
        }
        return slices;
    }
}
