package io.sakia.streaming.source;

import io.sakia.connector.Cursor;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import io.sakia.streaming.receiver.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lines of words that are made up, at a steady rate: for trying a program without any input. The words are as unevenly
 * frequent as in a language, and the same seed gives the same lines.
 *
 * <pre>{@code
 * new GeneratorSource(1000, 42, clock, Scheduler::onDaemonThread); // after a second 1000 lines are there to be planned:
 * // line 0 … line 999
 * }</pre>
 *
 * <p>A run that goes on from a checkpoint goes on with the next line; while nothing runs, no lines come.
 */
public final class GeneratorSource implements Source<String, GeneratorRange> {
    private static final Duration BETWEEN_SIGNALS = Duration.ofMillis(100);

    private final long linesPerSecond;
    private final long seed;
    private final LongSupplier clock;
    private final Function<String, Scheduler> schedulers;

    /**
     * A source of made-up lines.
     *
     * @param linesPerSecond from 1 to a billion
     * @param seed decides what the lines say
     * @param clock the time in milliseconds, which should not go back
     * @param schedulers makes the scheduler that tells a stream without an interval, ten times a second, that there are new lines
     */
    public GeneratorSource(long linesPerSecond, long seed, LongSupplier clock, Function<String, Scheduler> schedulers) {
        if (linesPerSecond < 1 || linesPerSecond > 1_000_000_000) {
            throw new IllegalArgumentException(
                    "lines are generated at a rate from 1 to 1000000000 a second, not " + linesPerSecond);
        }
        this.linesPerSecond = linesPerSecond;
        this.seed = seed;
        this.clock = clock;
        this.schedulers = schedulers;
    }

    @Override
    public String description() {
        return "generated lines";
    }

    @Override
    public RangeReader<String, GeneratorRange> reader() {
        return LineGenerator::new;
    }

    @Override
    public Class<GeneratorRange> rangeType() {
        return GeneratorRange.class;
    }

    @Override
    public Class<GeneratorCursor> cursorType() {
        return GeneratorCursor.class;
    }

    @Override
    public Planner<GeneratorRange> open(@Nullable Cursor from, Runnable signal) {
        GeneratorCursor start =
                from == null ? new GeneratorCursor(0) : ExpectedCursor.as(GeneratorCursor.class, from, this);
        GeneratorPlanner planner = new GeneratorPlanner(start.lines(), signal);
        planner.signalLater();
        return planner;
    }

    private final class GeneratorPlanner implements Planner<GeneratorRange> {
        private final Scheduler scheduler = schedulers.apply("sakia-generator-timer");
        private final long began = clock.getAsLong();
        private final long first;
        private final Runnable signal;
        private long planned;
        private boolean drained;
        private Scheduler.@Nullable Waiting nextSignal;

        GeneratorPlanner(long first, Runnable signal) {
            this.first = first;
            this.signal = signal;
            this.planned = first;
        }

        @Override
        public Plan<GeneratorRange> plan(Limit limit) {
            long due = Math.max(planned, first + due(clock.getAsLong() - began));
            long count = drained ? 0 : Math.min(limit.records(), due - planned);
            List<GeneratorRange> ranges = cut(count, limit.parallelism());
            planned += count;
            if (!drained && limit.records() > 0) {
                if (planned < due) {
                    signal.run();
                } else {
                    signalLater();
                }
            }
            return new Plan<>(ranges, new GeneratorCursor(planned), false);
        }

        /** How many lines have come after some milliseconds, in parts that can't overflow. */
        private long due(long elapsed) {
            return elapsed <= 0 ? 0 : elapsed / 1000 * linesPerSecond + elapsed % 1000 * linesPerSecond / 1000;
        }

        private List<GeneratorRange> cut(long count, int parallelism) {
            long parts = Math.min(parallelism, count);
            List<GeneratorRange> ranges = new ArrayList<>();
            long from = planned;
            for (long i = 0; i < parts; i++) {
                long to = from + count / parts + (i < count % parts ? 1 : 0);
                ranges.add(new GeneratorRange(seed, from, to));
                from = to;
            }
            return ranges;
        }

        private void signalLater() {
            if (nextSignal != null) {
                nextSignal.cancel();
            }
            long untilNextLine = (1000 + linesPerSecond - 1) / linesPerSecond;
            long wait = Math.max(BETWEEN_SIGNALS.toMillis(), untilNextLine);
            nextSignal = scheduler.schedule(Duration.ofMillis(wait), signal);
        }

        @Override
        public void drain() {
            drained = true;
        }

        @Override
        public void close() {
            scheduler.close();
        }
    }
}
