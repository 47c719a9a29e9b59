package io.sakia.bench.overload;

import com.sun.management.OperatingSystemMXBean;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.Time;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Follows the batches of a stream, and prints what became of them in each second. */
final class Meter implements StreamingListener {
    private static final long MEBI = 1 << 20;

    private final List<BatchInfo> second = new ArrayList<>();
    private BatchInfo last = new BatchInfo(0, new Time(0), 0, 0, List.of(), List.of(), List.of(), List.of(), List.of());
    private long taken;
    private long heldBack;

    @Override
    public synchronized void onBatchCompleted(BatchInfo batch) {
        second.add(batch);
        last = batch;
        taken += batch.records();
        if (batch.sources().stream().anyMatch(BatchInfo.SourceInfo::heldBack)) {
            heldBack++;
        }
    }

    /** How many records batches have taken. */
    synchronized long taken() {
        return taken;
    }

    /** The total delay of the last batch, in milliseconds. */
    synchronized long delay() {
        return last.totalDelay();
    }

    /** Whether the last batch took less than it was allowed. */
    synchronized boolean hasCaughtUp() {
        return last.id() > 0 && last.sources().stream().noneMatch(BatchInfo.SourceInfo::heldBack);
    }

    /** Names what {@link #line} prints. */
    static void head() {
        System.out.printf(
                "%6s %-9s %11s %11s %11s %8s %9s %9s %8s %8s%n",
                "second",
                "phase",
                "offered",
                "taken",
                "waiting",
                "batches",
                "delay p50",
                "delay max",
                "held",
                "heap MB");
    }

    /** Prints what happened since the last line. */
    synchronized void line(long number, String phase, long offered) {
        List<Long> delays = second.stream().map(BatchInfo::totalDelay).sorted().toList();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%6d %-9s %,11d %,11d %,11d %8d %9s %9s %8s %8d%n",
                number,
                phase,
                offered,
                taken,
                offered - taken,
                delays.size(),
                delays.isEmpty() ? "-" : delays.get(delays.size() / 2),
                delays.isEmpty() ? "-" : delays.get(delays.size() - 1),
                heldBack > 0 ? "yes" : "",
                (runtime.totalMemory() - runtime.freeMemory()) / MEBI);
        second.clear();
        heldBack = 0;
    }

    /** The most that was on the heap after a collection that looked at all of it or at the old generation, in MB; 0 if there was none. */
    static long mostAfterCollection() {
        long most = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getCollectionUsage();
            if (usage != null && pool.getName().contains("Old")) {
                most = Math.max(most, usage.getUsed());
            }
        }
        return most / MEBI;
    }

    /** In milliseconds how long collections have taken so far. */
    static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** In nanoseconds what the process has taken of all processors so far. */
    static long processors() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
