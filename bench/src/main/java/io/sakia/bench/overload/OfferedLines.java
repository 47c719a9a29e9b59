package io.sakia.bench.overload;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The lines that a load offers, kept until a batch takes them, as a broker would keep them. */
final class OfferedLines implements Source<String, OfferedLines.Numbers> {
    private final LongSupplier offered;
    private final AtomicLong taken = new AtomicLong();

    /** Lines of which so many are there. */
    OfferedLines(LongSupplier offered) {
        this.offered = offered;
    }

    /** How many lines batches have taken. */
    long taken() {
        return taken.get();
    }

    /** Lines from a number on to before another. */
    record Numbers(long from, long to) implements Range {
        @Override
        public long records() {
            return to - from;
        }
    }

    /** So many lines were planned. */
    record Planned(long lines) implements Cursor {}

    @Override
    public String description() {
        return "offered lines";
    }

    @Override
    public RangeReader<String, Numbers> reader() {
        return range -> {
            long[] next = {range.from};
            return () -> next[0] < range.to ? Lines.line(next[0]++) : null;
        };
    }

    @Override
    public Class<? extends Range> rangeType() {
        return Numbers.class;
    }

    @Override
    public Class<? extends Cursor> cursorType() {
        return Planned.class;
    }

    @Override
    public Planner<Numbers> open(@Nullable Cursor from, Runnable signal) {
        return new Planner<>() {
            private boolean drained;

            @Override
            public Plan<Numbers> plan(Limit limit) {
                long begin = taken.get();
                long count = drained ? 0 : Math.min(limit.records(), offered.getAsLong() - begin);
                List<Numbers> ranges = new ArrayList<>();
                long parts = Math.min(limit.parallelism(), count);
                for (long i = 0; i < parts; i++) {
                    ranges.add(new Numbers(begin + count * i / parts, begin + count * (i + 1) / parts));
                }
                taken.set(begin + count);
                return new Plan<>(ranges, new Planned(begin + count), false);
            }

            /** Leaves the rest where it is, as a broker would: more comes than can be taken. */
            @Override
            public void drain() {
                drained = true;
            }

            @Override
            public void close() throws IOException {}
        };
    }
}
