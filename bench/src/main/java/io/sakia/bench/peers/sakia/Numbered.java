package io.sakia.bench.peers.sakia;

import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Workload;
import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source whose tasks make records of their numbers; a batch of the workload for each of the stream's, and none while the gate is closed.
 *
 * @param parts tells where the parts of a batch begin
 * @param record makes a record of its number
 */
record Numbered<T>(Parts parts, ByNumber<T> record) implements Source<T, Numbered.Span> {

    /** Tells the number of the first record of a part of a batch; of the part after the last, that of the next batch. */
    interface Parts extends Serializable {
        long from(long batch, int part);
    }

    /** Makes records. */
    interface ByNumber<T> extends Serializable {
        T make(long number);
    }

    /** Records from one number up to another, exclusively. */
    record Span(long from, long to) implements Range {
        @Override
        public long records() {
            return to - from;
        }
    }

    /** How many batches were planned. */
    record Planned(long batches) implements Cursor {}

    @Override
    public String description() {
        return "numbered records";
    }

    @Override
    public RangeReader<T, Span> reader() {
        ByNumber<T> maker = record;
        return span -> new Reader<>() {
            private long next = span.from();

            @Override
            public @Nullable T read() {
                return next == span.to() ? null : maker.make(next++);
            }
        };
    }

    @Override
    public Class<Span> rangeType() {
        return Span.class;
    }

    @Override
    public Class<Planned> cursorType() {
        return Planned.class;
    }

    @Override
    public Planner<Span> open(@Nullable Cursor from, Runnable signal) {
        return new Planner<>() {
            private long planned;

            @Override
            public Plan<Span> plan(Limit limit) {
                List<Span> spans = new ArrayList<>();
                boolean ended = Gate.here().isEnded();
                if (!ended && Gate.here().open() > planned) {
                    for (int part = 0; part < Workload.PARTS; part++) {
                        spans.add(new Span(parts.from(planned, part), parts.from(planned, part + 1)));
                    }
                    planned++;
                }
                return new Plan<>(spans, new Planned(planned), ended);
            }

            @Override
            public void close() {}
        };
    }
}
