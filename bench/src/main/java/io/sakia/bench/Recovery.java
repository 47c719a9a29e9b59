package io.sakia.bench;

import com.sun.management.OperatingSystemMXBean;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * How long a program with a million keys in its state takes to go on from its checkpoint: from the start of its JVM to the end of its first
 * batch, which finds its keys as they were.
 */
public final class Recovery {
    private static final int KEYS = 1_000_000;
    private static final int CHANGED = KEYS / 100;

    private Recovery() {}

    /**
     * The first argument is the checkpoint's folder, the second one how many batches the program has before it ends, each an epoch. If the
     * folder has none of them, this makes them; if it has some, it measures how long it takes to go on.
     */
    public static void main(String[] args) throws InterruptedException {
        Moment called = Moment.now();
        long batches = Long.parseLong(args[1]);
        SakiaConf conf = new SakiaConf()
                .setMaster("local[2]")
                .set("sakia.checkpoint.dir", args[0])
                .set("sakia.streaming.epoch", "0ms");
        First first = new First();
        Moment started;
        try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.selfClocked())) {
            ssc.addStreamingListener(first);
            KeyedNumbers.counted(ssc.source(new KeyedNumbers(KEYS, CHANGED, batches)), KEYS)
                    .foreachRDD(counts -> {});
            ssc.start();
            started = Moment.now();
            ssc.awaitTermination();
        }
        if (first.batch > 1) {
            long began = ManagementFactory.getRuntimeMXBean().getStartTime();
            System.out.printf(
                    Locale.ROOT,
                    "batch %,d done after %.2f s (CPU %.2f): JVM %.2f s (%.2f), open and read the log %.2f s (%.2f), load %,d keys"
                            + " and run the batch %.2f s (%.2f)%n",
                    first.batch,
                    (first.done.clock - began) / 1e3,
                    first.done.cpu / 1e9,
                    (called.clock - began) / 1e3,
                    called.cpu / 1e9,
                    (started.clock - called.clock) / 1e3,
                    (started.cpu - called.cpu) / 1e9,
                    first.keys,
                    (first.done.clock - started.clock) / 1e3,
                    (first.done.cpu - started.cpu) / 1e9);
        }
    }

    /** A moment: milliseconds by the clock, and nanoseconds of processors that the process had. */
    private record Moment(long clock, long cpu) {
        private static final OperatingSystemMXBean SYSTEM =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        static Moment now() {
            return new Moment(System.currentTimeMillis(), SYSTEM.getProcessCpuTime());
        }
    }

    /** When the first batch was done, and what it found. */
    private static final class First implements StreamingListener {
        private volatile long batch;
        private volatile long keys;
        private volatile Moment done = Moment.now();

        @Override
        public void onBatchCompleted(BatchInfo info) {
            if (batch == 0) {
                done = Moment.now();
                keys = info.states().get(0).keys();
                batch = info.id();
            }
        }
    }
}
