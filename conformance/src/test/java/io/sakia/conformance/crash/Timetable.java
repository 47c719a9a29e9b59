package io.sakia.conformance.crash;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import io.sakia.streaming.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that are there from their time on, whoever asks and however often: a source that can be read again. */
final class Timetable implements Source<String, Timetable.Span> {
    private final String name;
    private final List<String> records;
    private final int aSecond;
    private final Clock clock;
    private final long begin;
    private volatile Runnable signal = () -> {};

    Timetable(String name, List<String> records, int aSecond, Clock clock, long begin) {
        this.name = name;
        this.records = records;
        this.aSecond = aSecond;
        this.clock = clock;
        this.begin = begin;
    }

    /** Records from one to before another. */
    record Span(int from, int to) implements Range {
        @Override
        public long records() {
            return (long) to - from;
        }
    }

    /** So many records have been read. */
    record Read(int records) implements Cursor {}

    /** Says that there may be more. */
    void signal() {
        signal.run();
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public Class<Span> rangeType() {
        return Span.class;
    }

    @Override
    public Class<Read> cursorType() {
        return Read.class;
    }

    @Override
    public RangeReader<String, Span> reader() {
        List<String> all = List.copyOf(records);
        return span -> {
            Iterator<String> some = all.subList(span.from(), span.to()).iterator();
            return () -> some.hasNext() ? some.next() : null;
        };
    }

    @Override
    public Planner<Span> open(@Nullable Cursor from, Runnable newSignal) {
        signal = newSignal;
        int start = from == null ? 0 : ((Read) from).records();
        return new Planner<>() {
            private int read = start;

            @Override
            public Plan<Span> plan(Limit limit) {
                long since = Math.max(0, clock.millis() - begin);
                int there = (int) Math.min(records.size(), since / 1000 * aSecond);
                int end = read + (int) Math.min(Math.max(0, there - read), limit.records());
                List<Span> spans = new ArrayList<>();
                int parts = Math.min(limit.parallelism(), end - read);
                for (int i = 0; i < parts; i++) {
                    spans.add(new Span(read + (end - read) * i / parts, read + (end - read) * (i + 1) / parts));
                }
                read = end;
                return new Plan<>(spans, new Read(read), false);
            }

            @Override
            public void close() {}
        };
    }
}
