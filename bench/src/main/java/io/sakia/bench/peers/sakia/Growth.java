package io.sakia.bench.peers.sakia;

import com.sun.management.OperatingSystemMXBean;
import io.sakia.Pair;
import io.sakia.bench.peers.work.Event;
import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.Laps;
import io.sakia.bench.peers.work.Workload;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * What becomes of Sakia's costs as something grows: the panes of a window, the keys of a state, the records of a batch. And what a stream costs to which nothing comes. Each point
 * has a JVM of its own and prints a line.
 */
public final class Growth {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Duration INTERVAL = Durations.seconds(1);
    private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int FEW_KEYS = 1_000;
    private static final int STATE_BATCH = 100_000;

    private Growth() {}

    /** The arguments are {@code window PANES}, {@code keys KEYS}, {@code batch RECORDS} or {@code idle SECONDS}. */
    public static void main(String[] args) throws InterruptedException {
        int size = Integer.parseInt(args[1]);
        switch (args[0]) {
            case "window" -> window(size);
            case "keys" -> keys(size);
            case "batch" -> batch(size);
            case "idle" -> {
                idle(BatchInterval.selfClocked(), size);
                idle(BatchInterval.fixed(INTERVAL), size);
            }
            default -> throw new IllegalArgumentException("nothing grows by the name of " + args[0]);
        }
        System.exit(0);
    }

    /** The time of a slide, and how long filling the window took. */
    @SuppressWarnings("try") // what runs in the stream is told by the laps
    private static void window(int panes) throws InterruptedException {
        try (StreamingContext ssc = start(
                FEW_KEYS,
                FEW_KEYS,
                (context, events) -> events.mapToPair(event -> Pair.of(event.key(), event.value()))
                        .reduceByKeyAndWindow(Long::sum, INTERVAL.multipliedBy(panes), INTERVAL))) {
            run(panes);
            Figures figures = measure();
            System.out.printf(
                    Locale.ROOT,
                    "window of %,7d panes   a slide: p50 %8.3f ms   p99 %8.3f ms   CPU %8.3f ms%n",
                    panes,
                    figures.median / 1e6,
                    figures.p99 / 1e6,
                    figures.cpu / 1e6);
        }
    }

    /** The time of an update, and the bytes of an entry. */
    @SuppressWarnings("try") // what runs in the stream is told by the laps
    private static void keys(int keys) throws InterruptedException {
        try (StreamingContext ssc = start(
                STATE_BATCH,
                keys,
                (context, events) -> events.mapToPair(event -> Pair.of(event.key(), event.value()))
                        .mapWithState(Long.class, (key, value, state) -> {
                            long sum = (state.exists() ? state.get() : 0) + value;
                            state.update(sum);
                            return sum;
                        }))) {
            run(1);
            long before = used();
            int filling = Math.max(1, keys / STATE_BATCH);
            run(filling);
            int entries = keys - Math.min(keys, STATE_BATCH);
            String bytes =
                    entries == 0 ? "-" : String.format(Locale.ROOT, "%.1f", (double) (used() - before) / entries);
            Figures figures = measure();
            System.out.printf(
                    Locale.ROOT,
                    "state of %,10d keys   an update: %8.1f ns   CPU %8.1f ns   an entry: %6s bytes%n",
                    keys,
                    figures.median / STATE_BATCH,
                    figures.cpu / STATE_BATCH,
                    bytes);
        }
    }

    /** The time of a batch, and of each record in it. */
    @SuppressWarnings("try") // what runs in the stream is told by the laps
    private static void batch(int records) throws InterruptedException {
        try (StreamingContext ssc = start(
                records,
                FEW_KEYS,
                (context, events) -> events.mapToPair(event -> Pair.of(event.key(), event.value()))
                        .reduceByKey(Long::sum))) {
            run(1);
            Figures figures = measure();
            System.out.printf(
                    Locale.ROOT,
                    "batch of %,9d records   p50 %9.3f ms   p99 %9.3f ms   CPU %9.3f ms   a record: %,12.1f ns%n",
                    records,
                    figures.median / 1e6,
                    figures.p99 / 1e6,
                    figures.cpu / 1e6,
                    figures.median / records);
        }
    }

    /** The processors' time of a stream that waits. */
    private static void idle(BatchInterval interval, int seconds) throws InterruptedException {
        try (StreamingContext ssc = new StreamingContext(new SakiaConf().setMaster("local[2]"), interval)) {
            ssc.source(new Scheduled())
                    .mapToPair(timed -> Pair.of(timed.key(), timed.due()))
                    .reduceByKey(Long::max)
                    .foreachRDD(rdd -> rdd.count());
            ssc.start();
            ssc.awaitTerminationOrTimeout(Durations.seconds(seconds));
            long cpu = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            ssc.awaitTerminationOrTimeout(Durations.seconds(seconds));
            System.out.printf(
                    Locale.ROOT,
                    "idle, %-12s   %.3f %% of a core%n",
                    interval,
                    (SYSTEM.getProcessCpuTime() - cpu) * 100.0 / (System.nanoTime() - start));
        }
    }

    /** A job whose first so many records have a key each, later ones any of the keys. */
    private static <T> StreamingContext start(
            int batchSize, long keys, BiFunction<StreamingContext, DStream<Event>, DStream<T>> work) {
        StreamingContext ssc = new StreamingContext(
                new SakiaConf().setMaster("local[2]"),
                BatchInterval.fixed(INTERVAL),
                new GateClock(0, INTERVAL.toMillis()));
        Numbered.Parts parts = (batch, part) -> batch * batchSize + (long) batchSize * part / Workload.PARTS;
        work.apply(ssc, ssc.source(new Numbered<>(parts, number -> event(number, keys))))
                .foreachRDD(rdd -> Laps.here().end(rdd.count(), 0));
        ssc.start();
        return ssc;
    }

    private static Event event(long number, long keys) {
        long key = number < keys ? number : (Hashes.mix(number) >>> 1) % keys;
        return new Event(key * 0x9e3779b97f4a7c15L, number & 1023);
    }

    private static void run(int batches) throws InterruptedException {
        int first = Laps.here().count();
        Gate.here().let(batches);
        Laps.here().await(first + batches);
    }

    /**
     * What a batch took.
     *
     * @param median by the clock, in nanoseconds
     * @param p99 by the clock, in nanoseconds
     * @param cpu of all processors, in nanoseconds
     */
    private record Figures(double median, double p99, double cpu) {}

    private static Figures measure() throws InterruptedException {
        int batches = 2;
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; ) {
            long turn = System.nanoTime();
            run(batches);
            batches = (int) Math.max(2, Math.min(100_000, batches * MEASURED_NANOS / (System.nanoTime() - turn)));
        }
        int first = Laps.here().count();
        long cpu = SYSTEM.getProcessCpuTime();
        run(batches);
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        long[] times = new long[batches - 1];
        for (int i = 0; i < times.length; i++) {
            times[i] = Laps.here().time(first + i + 1) - Laps.here().time(first + i);
        }
        Arrays.sort(times);
        return new Figures(times[times.length / 2], times[(int) (times.length * 0.99)], (double) cpu / batches);
    }

    /** The heap that is in use after a collection. */
    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
