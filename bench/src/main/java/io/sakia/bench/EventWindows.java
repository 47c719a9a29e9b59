package io.sakia.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.sakia.Pair;
import io.sakia.connector.EventTime;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.window.Windows;
import io.sakia.streaming.window.WindowsOn;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/**
 * What windows of event time cost: counts by key, each key with a record every so often, until so much event time has passed. CPU time is that of all
 * processors; the heap is what is left after a collection at the end, less what was left at the begin.
 */
public final class EventWindows {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int keys;
    private final long millis;
    private final long measured;
    private final long size;
    private long cpu;
    private long allocated;
    private long batches;
    private long startBatch;

    private EventWindows(int keys, long millis, long measured, long size) {
        this.keys = keys;
        this.millis = millis;
        this.measured = measured;
        this.size = size;
    }

    /**
     * The arguments: keys, milliseconds from a record to the next one, the windows' size and slide and by how much records are out of order in
     * milliseconds, records a batch, batches to warm up, batches to measure; and then perhaps {@code generic}, to take the way of windows with early
     * results, or {@code read}, to read all results.
     */
    public static void main(String[] args) throws InterruptedException {
        int keys = Integer.parseInt(args[0]);
        long millis = Long.parseLong(args[1]);
        long size = Long.parseLong(args[2]);
        long slide = Long.parseLong(args[3]);
        long disorder = Long.parseLong(args[4]);
        int perBatch = Integer.parseInt(args[5]);
        long warmUp = Long.parseLong(args[6]);
        long measured = Long.parseLong(args[7]);
        String how = args.length > 8 ? args[8] : "";
        EventWindows bench = new EventWindows(keys, millis, measured * perBatch, size);
        EventTime.Millis<Pair<String, Long>> time =
                pair -> (pair.value() * millis) - ((pair.value() * 0x9E3779B97F4A7C15L) >>> 33) % (disorder + 1);
        WindowsOn<Pair<String, Long>> windows = Windows.sliding(Duration.ofMillis(size), Duration.ofMillis(slide))
                .onMillis(time);
        SakiaConf conf = new SakiaConf().setMaster("local[2]");
        long empty = heap();
        try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.selfClocked())) {
            ssc.addStreamingListener(bench.new Laps(warmUp, warmUp + measured, empty, slide));
            ssc.source(new KeyedNumbers(keys, perBatch, warmUp + measured + 2))
                    .eventTime(EventTime.ofMillis(time).lateness(Duration.ofMillis(disorder)))
                    .keyed(Pair::key)
                    .window(how.equals("generic") ? windows.earlyEvery(Long.MAX_VALUE) : windows)
                    .count()
                    .foreachRDD(results -> {
                        if (how.equals("read")) {
                            results.count();
                        }
                    });
            ssc.start();
            ssc.awaitTermination();
        }
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private final class Laps implements StreamingListener {
        private final long from;
        private final long to;
        private final long empty;
        private final long slide;

        Laps(long from, long to, long empty, long slide) {
            this.from = from;
            this.to = to;
            this.empty = empty;
            this.slide = slide;
        }

        @Override
        public void onBatchCompleted(BatchInfo batch) {
            batches++;
            if (batches == from) {
                cpu = SYSTEM.getProcessCpuTime();
                allocated = THREADS.getTotalThreadAllocatedBytes();
                startBatch = batches;
            } else if (batches == to) {
                print(batch);
            }
        }

        private void print(BatchInfo batch) {
            double nanos = SYSTEM.getProcessCpuTime() - cpu;
            double bytes = THREADS.getTotalThreadAllocatedBytes() - allocated;
            long records = measured / (to - from) * (batches - startBatch);
            double slides = (double) records * millis / slide;
            long held = batch.states().get(0).keys();
            double heap = heap() - empty;
            double entries = (double) size / millis;
            System.out.printf(
                    Locale.ROOT,
                    "%,d keys, windows of %,d ms every %,d: %,d records, %,.0f slides, %,.0f ns and %,.0f bytes a record, %,.1f ns a key and"
                            + " slide; %,d keys held, heap %,.0f MB, %,.0f bytes a key, %,.0f bytes for each of %,.0f records in the window%n",
                    keys,
                    size,
                    slide,
                    records,
                    slides,
                    nanos / records,
                    bytes / records,
                    nanos / slides / held,
                    held,
                    heap / 1e6,
                    heap / held,
                    heap / entries,
                    entries);
        }
    }
}
