package io.sakia.testkit;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.streaming.time.Time;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program in a test: with inputs that the test fills, a clock that the test moves, and outputs that the test reads. Nothing sleeps.
 *
 * <pre>{@code
 * @Test
 * void countsWords(StreamTester tester) {
 *     MemorySource<String> lines = tester.input("lines");
 *     Results<Pair<String, Long>> counts = tester.output("counts");
 *     tester.start(WordCount::define);
 *     lines.add("to be", "or not to be");
 *     tester.tick();
 *     assertEquals(List.of(Pair.of("be", 2L), …), counts.lastSorted());
 * }
 * }</pre>
 *
 * <p>Made and closed by {@link SakiaExtension}, or by hand: {@code try (StreamTester tester = StreamTester.create()) { … }}. Used by one
 * thread.
 */
public final class StreamTester implements AutoCloseable {
    private final SakiaConf conf;
    private final BatchInterval interval;
    private final ManualClock clock;
    private final long begin;
    private final Map<String, MemorySource<?>> inputs = new LinkedHashMap<>();
    private final Map<String, Results<?>> outputs = new LinkedHashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Transcript transcript = new Transcript();
    private final Batches batches = new Batches();
    private @Nullable StreamingContext ssc;
    private boolean failureTold;

    private StreamTester(SakiaConf conf, BatchInterval interval, ManualClock clock) {
        this.conf = conf;
        this.interval = interval;
        this.clock = clock;
        this.begin = clock.millis();
    }

    /** A tester with a batch a second on {@code local[2]}. */
    public static StreamTester create() {
        return builder().build();
    }

    /** Settings of a tester. */
    public static Builder builder() {
        return new Builder();
    }

    /** How a tester is made; by default with a batch a second on {@code local[2]}. */
    public static final class Builder {
        private final SakiaConf conf = new SakiaConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("sakia.streaming.backpressure", "false"); // a batch takes all that is there, as the test says
        private BatchInterval interval = BatchInterval.fixed(Durations.seconds(1));
        private Instant start = ManualClock.START;

        private Builder() {}

        /** A batch at each multiple of a duration. */
        public Builder interval(Duration duration) {
            return interval(BatchInterval.fixed(duration));
        }

        /** When batches begin. */
        public Builder interval(BatchInterval newInterval) {
            this.interval = newInterval;
            return this;
        }

        /** A batch whenever there are data; {@link StreamTester#tick} hands over what was added. */
        public Builder selfClocked() {
            return interval(BatchInterval.selfClocked());
        }

        /** The master URL. */
        public Builder master(String master) {
            conf.setMaster(master);
            return this;
        }

        /**
         * A setting of the context. Rate control is off unless the test switches it on ({@code sakia.streaming.backpressure}): each batch takes all that
         * is there.
         */
        public Builder conf(String key, String value) {
            conf.set(key, value);
            return this;
        }

        /**
         * Keeps the stream's checkpoint in a folder, whatever the program says, and goes on from what is there. So a second tester is the
         * second life of the program: {@link StreamTester#close} ends the first one as a kill would, {@link StreamTester#stop} gracefully.
         *
         * <pre>{@code
         * Time end;
         * try (StreamTester first = StreamTester.builder().checkpoint(folder).build()) {
         *     …
         *     end = first.now();
         * }
         * try (StreamTester second = StreamTester.builder().checkpoint(folder).startingAt(end.toInstant()).build()) { … }
         * }</pre>
         *
         * <p>An input of the second tester goes on behind what the first one's batches have taken: add what comes then.
         */
        public Builder checkpoint(Path folder) {
            return conf("sakia.checkpoint.dir", folder.toString());
        }

        /** When the clock begins; by default at {@link ManualClock#START}. */
        public Builder startingAt(Instant time) {
            this.start = time;
            return this;
        }

        /** The tester. */
        public StreamTester build() {
            return new StreamTester(conf, interval, new ManualClock(start));
        }
    }

    /** An input that the test fills, in place of the program's input of that name. */
    @SuppressWarnings("unchecked") // the test knows the type of the program's input
    public <T> MemorySource<T> input(String name) {
        requireNew("input");
        return (MemorySource<T>) inputs.computeIfAbsent(name, key -> new MemorySource<T>(key, true, transcript::add));
    }

    /** What comes out of the stream that the program named so. */
    @SuppressWarnings("unchecked") // the test knows the type of the program's stream
    public <T> Results<T> output(String name) {
        requireNew("output");
        return (Results<T>) outputs.computeIfAbsent(name, key -> new Results<T>(key, batches::last));
    }

    /**
     * Defines and starts a program, and returns when it waits for its first tick. What it throws when it is defined wrongly is thrown here.
     */
    public StreamTester start(StreamProgram program) {
        requireNew("start");
        StreamingContext context = new StreamingContext(conf, interval, clock);
        ssc = context;
        transcript.add("started with batches " + interval + " on " + conf.master());
        context.setConsole(console());
        context.addStreamingListener(batches);
        define(program, context);
        inputs.forEach(context::replaceInput);
        outputs.forEach((name, results) -> capture(context, name, results));
        context.start();
        return move(Duration.ZERO);
    }

    /**
     * One batch interval: moves the clock by it, and returns when the batch is done. On a self-clocked stream the clock stays: what was
     * added is handed over, and this returns when nothing is left to do.
     *
     * @throws io.sakia.streaming.event.BatchFailedException when the batch fails
     */
    public StreamTester tick() {
        requireRunning("tick");
        transcript.add("tick");
        inputs.values().forEach(MemorySource::release);
        return move(interval instanceof BatchInterval.Fixed fixed ? fixed.duration() : Duration.ZERO);
    }

    /** So many ticks. */
    public StreamTester tick(int times) {
        for (int i = 0; i < times; i++) {
            tick();
        }
        return this;
    }

    /** Moves the clock, and returns when all batches that were due are done; throws what made one fail. */
    public StreamTester advance(Duration duration) {
        requireRunning("advance");
        transcript.add("advance by " + Durations.text(duration));
        return move(duration);
    }

    /** The clock's time. */
    public Time now() {
        return new Time(clock.millis());
    }

    /** The lines that the program has printed so far. */
    public List<String> printed() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Whether the stream has stopped by itself: all inputs have ended, or it failed. */
    public boolean hasEnded() {
        return switch (context().getState()) {
            case INITIALIZED, ACTIVE -> false;
            case STOPPED -> true;
        };
    }

    /** The context that the program runs on. */
    public StreamingContext context() {
        StreamingContext context = ssc;
        if (context == null) {
            throw new IllegalStateException("the program is not started: call start(program) first");
        }
        return context;
    }

    /** What has happened so far, in lines: what was added, the batches, what came out. */
    public String transcript() {
        return transcript.text();
    }

    /** Stops the stream gracefully: what was added is still processed. Throws what made it fail. */
    public void stop() {
        transcript.add("stop");
        context().stop(true);
        throwFailure();
    }

    /** Stops the stream at once; throws what made it fail if no other method has thrown that. */
    @Override
    public void close() {
        if (ssc != null) {
            ssc.stop(false);
            if (!failureTold) {
                throwFailure();
            }
        }
    }

    private StreamTester move(Duration duration) {
        clock.advance(duration);
        throwFailure();
        return this;
    }

    private void define(StreamProgram program, StreamingContext context) {
        try {
            program.define(context);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the program can't be defined: " + e, e);
        }
    }

    @SuppressWarnings("unchecked") // the test knows the type of the program's stream
    private <T> void capture(StreamingContext context, String name, Results<T> results) {
        context.streamNamed(name)
                .foreachRDD((rdd, time) -> {
                    List<T> records = (List<T>) rdd.collect();
                    transcript.add("    " + name + " ► " + records);
                    results.add(new Results.Output<>(batches.last(), time, records));
                })
                .named("captured " + name);
    }

    private Console console() {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Console(out, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    private void throwFailure() {
        try {
            context().awaitTerminationOrTimeout(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (RuntimeException | Error e) {
            failureTold = true;
            throw e;
        }
    }

    private void requireNew(String method) {
        if (ssc != null) {
            throw new IllegalStateException(method + "() is called after start(), when nothing can be added");
        }
    }

    private void requireRunning(String method) {
        if (hasEnded()) {
            throwFailure();
            throw new IllegalStateException(
                    method + "() is called after the stream has ended, when no batch can follow");
        }
    }

    /** Follows the batches. */
    private final class Batches implements StreamingListener {
        private volatile long last;

        long last() {
            return last;
        }

        @Override
        public void onBatchStarted(BatchInfo batch) {
            last = batch.id();
            transcript.add("  batch " + batch.id() + " at "
                    + Durations.text(Duration.ofMillis(batch.time().milliseconds() - begin)));
        }

        @Override
        public void onBatchFailed(BatchInfo batch, Throwable failure) {
            transcript.add("  failed: " + failure.getMessage());
        }
    }
}
