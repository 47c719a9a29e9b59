package io.sakia.bench.peers.sakia;

import io.sakia.bench.peers.work.Schedule;
import io.sakia.bench.peers.work.Workload;
import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source of the records that are due. */
record Scheduled() implements Source<Schedule.Timed, Scheduled.Span> {

    /** Records from one number up to another, exclusively. */
    record Span(long from, long to) implements Range {
        @Override
        public long records() {
            return to - from;
        }
    }

    /** How many records were planned. */
    record Planned(long records) implements Cursor {}

    @Override
    public String description() {
        return "scheduled records";
    }

    @Override
    public RangeReader<Schedule.Timed, Span> reader() {
        return span -> new Reader<>() {
            private long next = span.from();

            @Override
            public Schedule.@Nullable Timed read() {
                return next == span.to() ? null : Schedule.here().record(next++);
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
        Schedule.here().onDue(signal);
        return new Planner<>() {
            private long planned;

            @Override
            public Plan<Span> plan(Limit limit) {
                long due = Schedule.here().due();
                List<Span> spans = new ArrayList<>();
                long middle = planned + (due - planned + 1) / Workload.PARTS;
                if (middle > planned) {
                    spans.add(new Span(planned, middle));
                }
                if (due > middle) {
                    spans.add(new Span(middle, due));
                }
                planned = due;
                return new Plan<>(spans, new Planned(planned), false);
            }

            @Override
            public void close() {}
        };
    }
}
