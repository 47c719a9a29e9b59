package io.sakia.bench.overload;

import io.sakia.Pair;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.text.TextSink;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;

/**
 * A word count with state, a checkpoint and a sink of files, under ten times the load that it can bear.
 *
 * <pre>
 *   calibrate       all that it takes of a source that never ends: the sustainable rate
 *   overload        ten times that, for so many seconds; in the runs with a sink that hangs, it hangs in the midst of them
 *   normal          a tenth (of a source that keeps what is not taken) or half (of a sender that waits), until nothing waits and the delay is as it should be
 * </pre>
 *
 * <p>At the end all that the source has given must be counted exactly once, in the states and in the published files.
 */
public final class Overload {
    private static final double TIMES = 10;
    /** The delay is as it should be after so many batches in a row. */
    private static final int CALM = 5;

    private static final AtomicLongArray TOTALS = new AtomicLongArray(Lines.WORDS);

    private final Path folder;
    private final Run run;
    private final Load load = new Load();
    private final Meter meter = new Meter();
    private final long began = System.nanoTime();
    private long second;
    private long reported;
    private boolean late;

    private Overload(Path folder, Run run) {
        this.folder = folder;
        this.run = run;
    }

    /**
     * What is run.
     *
     * @param received whether lines come from a sender that waits, or lie where they can be had again
     * @param hang where the sink hangs
     * @param hangMillis for how long
     * @param calibrate in seconds how long the rate is looked for
     * @param overload in seconds how long it is exceeded
     * @param interval in milliseconds
     * @param patience in seconds how long the delay may take to be as it should be
     */
    record Run(
            String name,
            boolean received,
            HangingSink.At hang,
            long hangMillis,
            int calibrate,
            int overload,
            long interval,
            int patience) {
        /** With batches of a second. */
        Run(String name, boolean received, HangingSink.At hang, int overload) {
            this(name, received, hang, 20_000, 20, overload, 1000, received ? 60 + 2 * overload : 15 * overload);
        }
    }

    /**
     * What came of it.
     *
     * @param lines how many were taken
     * @param late whether the delay was not yet as it should be
     * @param failures what is wrong with the counts
     */
    record Outcome(long lines, boolean late, List<String> failures) {}

    /** Prints what happens; the arguments are a folder to write to, the seconds of overload and the names of runs, or none for all. */
    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[1]);
        List<String> wanted = Arrays.asList(args).subList(2, args.length);
        boolean failed = false;
        for (Run run : List.of(
                new Run("source", false, HangingSink.At.NOWHERE, seconds),
                new Run("receiver", true, HangingSink.At.NOWHERE, seconds),
                new Run("publish-hangs", true, HangingSink.At.PUBLISH, seconds),
                new Run("task-hangs", true, HangingSink.At.WRITE, seconds))) {
            if (wanted.isEmpty() || wanted.contains(run.name)) {
                Path folder = Files.createDirectories(Path.of(args[0]).resolve(run.name));
                Outcome outcome = of(folder, run);
                failed |= outcome.late || !outcome.failures.isEmpty();
            }
        }
        System.exit(failed ? 1 : 0);
    }

    /** Runs one, in a folder of its own. */
    static Outcome of(Path folder, Run run) throws Exception {
        return new Overload(folder, run).go();
    }

    private Outcome go() throws Exception {
        System.out.printf(
                "%n== %s: heap %d MB%n", run.name, Runtime.getRuntime().maxMemory() >> 20);
        for (int i = 0; i < Lines.WORDS; i++) {
            TOTALS.set(i, 0);
        }
        long collecting = Meter.collecting();
        long processors = Meter.processors();
        Meter.head();
        SakiaConf conf = new SakiaConf().setMaster("local[2]");
        load.change(System.nanoTime(), 1e12);
        try (StreamingContext ssc =
                new StreamingContext(conf, BatchInterval.fixed(Durations.milliseconds(run.interval)))) {
            ssc.checkpoint(folder.resolve("checkpoint").toString());
            ssc.addStreamingListener(meter);
            define(ssc);
            ssc.start();
            drive(ssc);
        }
        long gave = meter.taken();
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.printf(
                Locale.ROOT,
                "collections took %.1f %% of the time; processors %.1f s; old generation at most %d MB after a collection%n",
                100.0 * (Meter.collecting() - collecting) / elapsed,
                (Meter.processors() - processors) / 1e9,
                Meter.mostAfterCollection());
        return check(gave);
    }

    private void define(StreamingContext ssc) {
        DStream<String> lines = run.received
                ? ssc.receiverStream(PressedReceiver.of(this::offered))
                : ssc.source(new OfferedLines(this::offered));
        PairDStream<String, Long> words =
                lines.flatMap(line -> List.of(line.split(" "))).mapToPair(word -> Pair.of(word, 1L));
        words.reduceByKey(Long::sum)
                .to(
                        "counts",
                        new HangingSink<>(new TextSink<Pair<String, Long>>(new OutputFolder.PerBatch(
                                folder.resolve("out/counts").toString(), ""))));
        words.mapWithState(Long.class, (word, one, state) -> {
                    long total = state.getOption().orElse(0L) + one;
                    state.update(total);
                    return Pair.of(word, total);
                })
                .named("totals")
                .foreachRDD(rdd ->
                        rdd.foreach(total -> TOTALS.accumulateAndGet(number(total.key()), total.value(), Math::max)));
    }

    private static int number(String word) {
        return Integer.parseInt(word.substring(1));
    }

    private long offered() {
        return load.offered(System.nanoTime());
    }

    private void drive(StreamingContext ssc) throws InterruptedException {
        seconds(ssc, "calibrate", run.calibrate / 2);
        long before = meter.taken();
        long from = System.nanoTime();
        seconds(ssc, "calibrate", run.calibrate - run.calibrate / 2);
        double sustainable = (meter.taken() - before) / ((System.nanoTime() - from) / 1e9);
        System.out.printf(Locale.ROOT, "sustainable: %,.0f lines a second%n", sustainable);
        restart(TIMES * sustainable);
        seconds(ssc, "overload", run.overload / 2);
        HangingSink.hang(run.hang, run.hangMillis);
        seconds(ssc, "overload", run.overload - run.overload / 2);
        if (run.received) {
            restart(0.5 * sustainable); // what the sender was not let hand over it has not made
        } else {
            load.change(System.nanoTime(), 0.1 * sustainable);
        }
        long normal = System.nanoTime();
        int calm = 0;
        for (int i = 0; i < run.patience && calm < CALM && !ssc.awaitTerminationOrTimeout(untilSecond()); i++) {
            report("normal");
            calm = meter.hasCaughtUp() && meter.delay() <= run.interval ? calm + 1 : 0;
        }
        System.out.printf(
                calm == CALM
                        ? "%d s after the overload nothing had waited for %d s, and the total delay was %d ms of %d%n"
                        : "%d s after the overload something waits still (wanted: nothing for %d s); the total delay is %d ms of %d%n",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - normal),
                CALM,
                meter.delay(),
                run.interval);
        late = calm < CALM;
    }

    /** What was offered for calibrating had no end: from now on it counts from what was taken. */
    private void restart(double perSecond) {
        load.restart(System.nanoTime(), run.received ? PressedReceiver.handedOver() : meter.taken(), perSecond);
    }

    private void seconds(StreamingContext ssc, String phase, int count) throws InterruptedException {
        for (int i = 0; i < count && !ssc.awaitTerminationOrTimeout(untilSecond()); i++) {
            report(phase);
        }
    }

    private Duration untilSecond() {
        second++;
        return Duration.ofNanos(Math.max(1, began + second * 1_000_000_000L - System.nanoTime()));
    }

    private void report(String phase) {
        long offered = phase.equals("calibrate") ? meter.taken() : offered();
        meter.line(++reported, phase, offered);
    }

    private Outcome check(long gave) throws IOException {
        long handed = run.received ? PressedReceiver.handedOver() : gave;
        long[] expected = Lines.counts(handed);
        long[] published = published();
        List<String> failures = new ArrayList<>();
        if (handed != gave) {
            failures.add("the sender has handed over " + handed + " lines, and batches took " + gave);
        }
        differences("states", expected, i -> TOTALS.get(i), failures);
        differences("published files", expected, i -> published[i], failures);
        System.out.printf(
                Locale.ROOT,
                "%,d lines, %,d words: %s%n",
                handed,
                Arrays.stream(expected).sum(),
                failures.isEmpty() ? "each counted exactly once, in the states and in the published files" : failures);
        return new Outcome(handed, late, failures);
    }

    private static void differences(String where, long[] expected, IntToLongFunction found, List<String> failures) {
        long wrong = 0;
        for (int i = 0; i < expected.length; i++) {
            wrong += expected[i] == found.applyAsLong(i) ? 0 : 1;
        }
        if (wrong > 0) {
            failures.add(where + ": " + wrong + " words have wrong counts");
        }
    }

    private long[] published() throws IOException {
        long[] counts = new long[Lines.WORDS];
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("part-"))
                    .toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.forEach(line -> {
                        int comma = line.indexOf(',');
                        counts[Integer.parseInt(line.substring(2, comma))] +=
                                Long.parseLong(line.substring(comma + 1, line.length() - 1));
                    });
                }
            }
        }
        return counts;
    }
}
