package io.sakia.bench;

import static io.sakia.streaming.error.ErrorPolicy.deadLetter;

import com.sun.management.OperatingSystemMXBean;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What it costs to be ready for bad records, and to have them: a number is read from each line, in turns in one JVM, by processors' time. */
public final class BadRecords {
    private static final int PER_BATCH = 2_000_000;
    private static final int SKIPPED = 4;
    private static final int BATCHES = 12;
    private static final int WARM_UP = 2;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private BadRecords() {}

    /** Prints a table; the argument is the number of turns. */
    public static void main(String[] args) throws InterruptedException {
        int rounds = Integer.parseInt(args[0]);
        Kind plain = new Kind("no policy, none bad", false, lines -> lines.map(BadRecords::number));
        List<Kind> kinds = List.of(
                plain,
                new Kind(
                        "dead letters, none bad",
                        false,
                        lines -> lines.map(BadRecords::number).onError(deadLetter())),
                new Kind(
                        "dead letters, 1 % bad",
                        true, lines -> lines.map(BadRecords::number).onError(deadLetter())),
                new Kind("own try, 1 % bad", true, lines -> lines.flatMap(BadRecords::numberIfAny)));
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int i = 0; i < kinds.size(); i++) {
                kinds.get((i + Math.max(0, round)) % kinds.size()).turn(round >= 0);
            }
        }
        System.out.printf("%-24s %8s %8s%n", "", "CPU ns", "ratio");
        for (Kind kind : kinds) {
            System.out.printf(
                    Locale.ROOT, "%-24s %8.1f %8.2f%n", kind.name, kind.median(), plain.median() / kind.median());
        }
        System.out.printf("processors' time a record, median of %d turns%n", rounds);
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(',') + 1));
    }

    private static List<Integer> numberIfAny(String line) {
        try {
            return List.of(number(line));
        } catch (NumberFormatException e) {
            return List.of();
        }
    }

    /** What is done with lines. */
    private interface Work {
        DStream<Integer> of(DStream<String> lines);
    }

    private static final class Kind {
        private final String name;
        private final boolean bad;
        private final Work work;
        private final List<Double> times = new ArrayList<>();

        Kind(String name, boolean bad, Work work) {
            this.name = name;
            this.bad = bad;
            this.work = work;
        }

        void turn(boolean counts) throws InterruptedException {
            long[] cpu = new long[2];
            try (StreamingContext ssc =
                    new StreamingContext(new SakiaConf().setMaster("local[1]"), BatchInterval.selfClocked())) {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchCompleted(BatchInfo batch) {
                        if (batch.id() == SKIPPED || batch.id() == BATCHES) {
                            cpu[batch.id() == SKIPPED ? 0 : 1] = SYSTEM.getProcessCpuTime();
                        }
                    }
                });
                work.of(ssc.source(new BadLines(bad, PER_BATCH, BATCHES))).foreachRDD(rdd -> rdd.fold(0, Integer::sum));
                ssc.deadLetters().foreachRDD(rdd -> rdd.count());
                ssc.start();
                ssc.awaitTermination();
            }
            if (counts) {
                times.add((double) (cpu[1] - cpu[0]) / PER_BATCH / (BATCHES - SKIPPED));
            }
        }

        double median() {
            double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }
}
