package io.sakia.bench;

import io.sakia.Pair;
import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import io.sakia.streaming.DStream;
import io.sakia.streaming.InputDStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of the numbers from 0 on, each with a key, that always has a next batch. The first batch has every key once, later ones have
 * {@code perBatch} numbers each. Of as many numbers in a row as there are keys, each has another key, in no order: so the number tells how
 * often its key has come.
 *
 * @param keys how many keys there are
 * @param perBatch how many numbers a batch has, after the first
 * @param batches how many batches there are
 */
record KeyedNumbers(int keys, int perBatch, long batches) implements Source<Pair<String, Long>, KeyedNumbers.Span> {
    private static final long PRIME = 999_999_937;

    /** Numbers from one up to another, exclusively. */
    record Span(int keys, long from, long to) implements Range {
        @Override
        public long records() {
            return to - from;
        }
    }

    /** How many batches were planned. */
    record Planned(long batches) implements Cursor {}

    /** How often each key has come, as it comes; a wrong count is an error. */
    static DStream<Long> counted(InputDStream<Pair<String, Long>> numbers, int keys) {
        return numbers.mapToPair(pair -> pair).mapWithState(Long.class, (key, number, state) -> {
            long count = (state.exists() ? state.get() : 0) + 1;
            if (count != number / keys + 1) {
                throw new IllegalStateException(key + " has come with " + number + " and a count of " + count);
            }
            state.update(count);
            return count;
        });
    }

    @Override
    public String description() {
        return "keyed numbers";
    }

    @Override
    public RangeReader<Pair<String, Long>, Span> reader() {
        return span -> new Reader<>() {
            private long next = span.from();

            @Override
            public @Nullable Pair<String, Long> read() {
                if (next == span.to()) {
                    return null;
                }
                long number = next++;
                return Pair.of("user-" + number * PRIME % span.keys(), number);
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
        signal.run();
        return new Planner<>() {
            private long planned = from == null ? 0 : ((Planned) from).batches;

            @Override
            public Plan<Span> plan(Limit limit) {
                planned++;
                return new Plan<>(
                        spans(before(planned), before(planned + 1), limit.parallelism()),
                        new Planned(planned),
                        planned >= batches);
            }

            @Override
            public void close() {}
        };
    }

    /** How many numbers come before a batch. */
    private long before(long batch) {
        return batch == 1 ? 0 : keys + (batch - 2) * perBatch;
    }

    private List<Span> spans(long from, long to, int parts) {
        List<Span> spans = new ArrayList<>(parts);
        for (int i = 0; i < parts; i++) {
            spans.add(new Span(keys, from + (to - from) * i / parts, from + (to - from) * (i + 1) / parts));
        }
        return spans;
    }
}
