package io.sakia.bench;

import com.sun.management.OperatingSystemMXBean;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a checkpoint costs a stream that does nothing but advance its state: 200,000 keys, 100,000 records a batch, as many batches as go. The
 * kinds of checkpoint take turns with no checkpoint, in one JVM.
 */
public final class CheckpointCost {
    private static final int KEYS = 200_000;
    private static final int PER_BATCH = 100_000;
    private static final int SKIPPED = 10;
    private static final long TURN = TimeUnit.SECONDS.toNanos(4);
    private static final int WARM_UP = 1;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private CheckpointCost() {}

    /** Prints a table; the arguments are a folder to write to and the number of turns. */
    public static void main(String[] args) throws InterruptedException, IOException {
        int rounds = Integer.parseInt(args[1]);
        List<Kind> kinds = List.of(
                new Kind("none", "", ""),
                new Kind("1 s", "power", "1s"),
                new Kind("1 s, process", "process", "1s"),
                new Kind("each batch", "power", "0ms"),
                new Kind("each batch, process", "process", "0ms"));
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int i = 0; i < kinds.size(); i++) {
                kinds.get((i + Math.max(0, round)) % kinds.size()).turn(Path.of(args[0]), round);
            }
        }
        System.out.printf(
                "%-20s %12s %8s %8s %8s %8s %8s %8s %8s %8s%n",
                "epoch", "records/s", "ratio", "CPU ns", "ratio", "epochs", "CPU ms", "p50 ms", "p99 ms", "max ms");
        kinds.forEach(kind -> System.out.println(kind.line(kinds.get(0))));
        System.out.printf(
                "records/s by the clock: median of %d turns, median of ratios; CPU: of all processors, all turns, a record,"
                        + " and what an epoch adds; p50, p99, max: from the end of an epoch's last batch to its publication%n",
                rounds);
    }

    /** A kind of checkpoint, and what was measured with it. */
    private static final class Kind {
        private final String name;
        private final String durability;
        private final String epoch;
        private final List<Double> rates = new ArrayList<>();
        private final List<Long> ends = new ArrayList<>();
        private long records;
        private long cpu;

        Kind(String name, String durability, String epoch) {
            this.name = name;
            this.durability = durability;
            this.epoch = epoch;
        }

        void turn(Path folder, int round) throws InterruptedException {
            SakiaConf conf = new SakiaConf().setMaster("local[2]");
            if (!epoch.isEmpty()) {
                conf.set("sakia.checkpoint.dir", folder.resolve(name + round).toString())
                        .set("sakia.checkpoint.durability", durability)
                        .set("sakia.streaming.epoch", epoch);
            }
            Laps laps = new Laps();
            try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.selfClocked())) {
                ssc.addStreamingListener(laps);
                KeyedNumbers.counted(ssc.source(new KeyedNumbers(KEYS, PER_BATCH, Long.MAX_VALUE)), KEYS)
                        .foreachRDD(counts -> laps.ran());
                ssc.start();
                laps.over.await();
                ssc.stop(false);
                ssc.awaitTermination();
            }
            if (round >= 0) {
                rates.add(laps.records * 1e9 / laps.time);
                ends.addAll(laps.ends);
                records += laps.records;
                cpu += laps.cpu;
            }
        }

        String line(Kind none) {
            double[] ratios = new double[rates.size()];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = rates.get(i) / none.rates.get(i);
            }
            long[] sorted = ends.stream().mapToLong(Long::longValue).sorted().toArray();
            return String.format(
                    Locale.ROOT,
                    "%-20s %,12.0f %8.3f %8.0f %8.3f %8d %8.2f %8.2f %8.2f %8.2f",
                    name,
                    median(rates.stream().mapToDouble(Double::doubleValue).toArray()),
                    median(ratios),
                    (double) cpu / records,
                    (double) cpu / records * none.records / none.cpu,
                    sorted.length,
                    (cpu - (double) none.cpu * records / none.records) / 1e6 / sorted.length,
                    Latencies.quantile(sorted, 0.5) / 1e6,
                    Latencies.quantile(sorted, 0.99) / 1e6,
                    sorted[sorted.length - 1] / 1e6);
        }

        private static double median(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }

    /** Takes times on the thread of the batch loop. Batches run while an epoch ends, so each has a time of its own. */
    private static final class Laps implements StreamingListener {
        private final CountDownLatch over = new CountDownLatch(1);
        private final List<Long> ends = new ArrayList<>();
        private final Map<Long, Long> ran = new HashMap<>();
        private long start;
        private long cpuAtStart;
        private long batch;
        private long records;
        private long time;
        private long cpu;

        void ran() {
            ran.put(batch, System.nanoTime());
        }

        @Override
        public void onBatchStarted(BatchInfo begun) {
            batch = begun.id();
        }

        @Override
        public void onEpochCommitted(long epoch, long firstBatch, long lastBatch) {
            if (start != 0 && over.getCount() > 0) {
                ends.add(System.nanoTime() - Objects.requireNonNull(ran.get(lastBatch)));
            }
            ran.keySet().removeIf(id -> id <= lastBatch);
        }

        @Override
        public void onBatchCompleted(BatchInfo batch) {
            if (over.getCount() == 0) {
                return;
            }
            long now = System.nanoTime();
            if (batch.id() == SKIPPED) {
                start = now;
                cpuAtStart = SYSTEM.getProcessCpuTime();
            } else if (batch.id() > SKIPPED) {
                records += PER_BATCH;
                if (now - start >= TURN) {
                    time = now - start;
                    cpu = SYSTEM.getProcessCpuTime() - cpuAtStart;
                    over.countDown();
                }
            }
        }
    }
}
