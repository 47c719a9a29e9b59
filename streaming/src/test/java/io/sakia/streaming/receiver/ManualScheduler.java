package io.sakia.streaming.receiver;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A scheduler on which time passes when a test says so. */
public final class ManualScheduler implements Scheduler {
    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /** Something that waits. */
    public record Entry(Duration delay, Runnable action) {}

    @Override
    public Waiting schedule(Duration delay, Runnable action) {
        Entry entry = new Entry(delay, action);
        entries.add(entry);
        return () -> entries.removeIf(each -> each == entry);
    }

    /** Takes what was scheduled longest ago, waiting until there is something. */
    public Entry next() throws InterruptedException {
        Entry entry = entries.poll(20, TimeUnit.SECONDS);
        if (entry == null) {
            throw new AssertionError("nothing was scheduled");
        }
        return entry;
    }

    /** How many actions wait. */
    public int waiting() {
        return entries.size();
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        entries.clear();
    }
}
