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
 * A source that has the same few pairs for every batch, and ends after so many batches.
 *
 * @param pairs what a batch gets
 * @param partitions into how many ranges they are cut
 * @param batches how many batches there are
 */
record RepeatedPairs(List<Pair<String, Long>> pairs, int partitions, int batches)
        implements Source<Pair<String, Long>, RepeatedPairs.Slice> {

    /** A range that carries its pairs. */
    record Slice(List<Pair<String, Long>> pairs) implements Range {
        @Override
        public long records() {
            return pairs.size();
        }
    }

    /** How many batches were planned. */
    record Planned(int batches) implements Cursor {}

    @Override
    public String description() {
        return "repeated pairs";
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
    public Planner<Slice> open(@Nullable Cursor from, Runnable signal) {
        signal.run();
        return new Planner<>() {
            private int planned;

            @Override
            public Plan<Slice> plan(Limit limit) {
                planned++;
                return new Plan<>(slices(), new Planned(planned), planned == batches);
            }

            @Override
            public void close() {}
        };
    }

    private List<Slice> slices() {
        List<Slice> slices = new ArrayList<>(partitions);
        for (int i = 0; i < partitions; i++) {
            slices.add(new Slice(pairs.subList(pairs.size() * i / partitions, pairs.size() * (i + 1) / partitions)));
        }
        return slices;
    }
}
