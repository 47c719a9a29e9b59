package io.sakia.streaming.receiver;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A source under test: open, with its signals counted. */
public final class OpenSource<T, R extends Range> implements AutoCloseable {
    private final Source<T, R> source;
    private final Source.Planner<R> planner;
    private final Semaphore signals = new Semaphore(0);

    private OpenSource(Source<T, R> source, Cursor from) throws Exception {
        this.source = source;
        this.planner = source.open(from, signals::release);
    }

    /** Opens a source for the first time. */
    public static <T, R extends Range> OpenSource<T, R> of(Source<T, R> source) throws Exception {
        return new OpenSource<>(source, null);
    }

    /** Opens a source where a run before ended. */
    public static <T, R extends Range> OpenSource<T, R> from(Source<T, R> source, Cursor cursor) throws Exception {
        return new OpenSource<>(source, cursor);
    }

    public Source.Planner<R> planner() {
        return planner;
    }

    public Source.Plan<R> plan() throws Exception {
        return plan(Long.MAX_VALUE, 1);
    }

    public Source.Plan<R> plan(long records, int parallelism) throws Exception {
        return planner.plan(new Source.Limit(records, parallelism));
    }

    /** Waits for a signal, and forgets those that came with it. */
    public void awaitSignal() throws InterruptedException {
        if (!signals.tryAcquire(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no signal came");
        }
        signals.drainPermits();
    }

    /** How many signals came since the last that was awaited. */
    public int signals() {
        return signals.availablePermits();
    }

    /** The records of each range. */
    public List<List<T>> read(Source.Plan<R> plan) throws Exception {
        List<List<T>> all = new ArrayList<>();
        for (R range : plan.ranges()) {
            all.add(read(range));
        }
        return all;
    }

    public List<T> read(R range) throws Exception {
        List<T> records = new ArrayList<>();
        try (Reader<T> reader = source.reader().open(range)) {
            for (T record; (record = reader.read()) != null; ) {
                records.add(record);
            }
        }
        return records;
    }

    /** Plans and reads everything that is there. */
    public List<T> take() throws Exception {
        return read(plan()).stream().flatMap(List::stream).toList();
    }

    /** Plans and reads at each signal until so many records have come. */
    public List<T> take(int count) throws Exception {
        List<T> records = new ArrayList<>(take());
        while (records.size() < count) {
            awaitSignal();
            records.addAll(take());
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        planner.close();
    }
}
