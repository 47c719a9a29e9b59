package io.sakia.bench;

import io.sakia.Pair;
import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.BatchInterval;
import java.util.List;

/**
 * What a batch costs when there is next to nothing in it: ten pairs in two partitions, a shuffle into two partitions that sums
 * them by key, and the result on the driver.
 *
 * <ul>
 *   <li>{@code stream}: whole batches of a self-clocked stream, back to back, from the end of one to the end of the next: looking
 *       for data, planning, running, ending the epoch, telling listeners.
 *   <li>{@code power}, {@code process}: the same with a checkpoint, of which an epoch ends every 100 ms.
 *   <li>{@code rdd}: the same as one job on an RDD.
 * </ul>
 */
public final class TinyBatch {
    private static final String MASTER = "local[2]";
    private static final int PARTITIONS = 2;
    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 50_000;
    private static final List<String> KEYS = List.of("a", "b", "c", "a", "d", "b", "e", "a", "f", "c");
    private static final int DIFFERENT_KEYS = 6;

    private TinyBatch() {}

    /** Measures both and prints a line for each; or one of a stream that keeps a checkpoint, which arguments tell: its durability and its folder. */
    public static void main(String[] args) throws InterruptedException {
        SakiaConf conf = new SakiaConf().setMaster(MASTER);
        if (args.length == 0) {
            System.out.println(stream(conf).summary("stream"));
            System.out.println(rdd().summary("rdd"));
        } else {
            conf.set("sakia.checkpoint.durability", args[0]).set("sakia.checkpoint.dir", args[1]);
            System.out.println(stream(conf).summary(args[0]));
        }
    }

    private static Latencies stream(SakiaConf conf) throws InterruptedException {
        Lap lap = new Lap();
        try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.selfClocked())) {
            ssc.source(new NumberedPairs(KEYS, PARTITIONS, 1 + WARM_UP + MEASURED))
                    .mapToPair(pair -> pair)
                    .reduceByKey(Long::sum, PARTITIONS)
                    .foreachRDD(sums -> lap.end(sums.collect()));
            ssc.start();
            ssc.awaitTermination();
        }
        return lap.latencies();
    }

    private static Latencies rdd() {
        Lap lap = new Lap();
        try (SakiaContext context = new SakiaContext(MASTER, "tiny")) {
            for (long number = 1; !lap.isDone(); number++) {
                lap.end(context.parallelizePairs(NumberedPairs.pairs(KEYS, number), PARTITIONS)
                        .reduceByKey(Long::sum, PARTITIONS)
                        .collect());
            }
        }
        return lap.latencies();
    }

    /** Takes the time from one result to the next, once warmed up, and checks that each result is that of its batch. */
    private static final class Lap {
        private final Latencies latencies = new Latencies(MEASURED);
        private long results;
        private long last;

        void end(List<Pair<String, Long>> sums) {
            long now = System.nanoTime();
            results++;
            check(sums, KEYS.size() * results);
            if (results > WARM_UP + 1) {
                latencies.add(now - last);
            }
            last = now;
        }

        boolean isDone() {
            return latencies.isFull();
        }

        Latencies latencies() {
            if (!isDone()) {
                throw new IllegalStateException("only " + results + " batches have run");
            }
            return latencies;
        }

        private static void check(List<Pair<String, Long>> sums, long expected) {
            long total = 0;
            for (Pair<String, Long> sum : sums) {
                total += sum.value();
            }
            if (sums.size() != DIFFERENT_KEYS || total != expected) {
                throw new IllegalStateException("a wrong result: " + sums + " should sum up to " + expected);
            }
        }
    }
}
