package io.sakia.bench.peers.work;

import java.util.concurrent.locks.LockSupport;

/**
 * When records are due: so many a second, whatever became of those before. There is one in a JVM. A thread tells sources that something is due; they put out all that is.
 */
public final class Schedule {
    private static final int KEYS = 1000;
    private static final long SECOND = 1_000_000_000;
    private static final Schedule HERE = new Schedule();

    private volatile Runnable listener = () -> {};
    private volatile Run run = new Run(0, 0, 0, 1);

    private Schedule() {}

    /** Records from one number up to another. */
    private record Run(long first, long last, long start, long rate) {
        long due() {
            double passed = System.nanoTime() - start;
            return passed < 0 ? first : Math.min(last, first + 1 + (long) (passed * rate / SECOND));
        }

        long time(long number) {
            return start + (long) ((double) (number - first) * SECOND / rate);
        }
    }

    /** A record: its key, and the time at which it was due. */
    public record Timed(int key, long due) implements java.io.Serializable {}

    /** The schedule of this JVM. */
    public static Schedule here() {
        return HERE;
    }

    /** Has this run each time that records have become due. */
    public synchronized void onDue(Runnable more) {
        Runnable before = listener;
        listener = () -> {
            before.run();
            more.run();
        };
    }

    /** Up to which number records are due, since the start of the JVM. */
    public long due() {
        return run.due();
    }

    /** The record of a number. */
    public Timed record(long number) {
        return new Timed(key(number), run.time(number));
    }

    static int key(long number) {
        return (int) Long.remainderUnsigned(Hashes.mix(number), KEYS);
    }

    /** Lets so many more records become due, at so many a second, and comes back when all are. */
    public void run(long records, long rate) {
        Run next = new Run(run.last, run.last + records, System.nanoTime(), rate);
        run = next;
        for (long told = next.first; told < next.last; ) {
            long due = next.due();
            if (due > told) {
                told = due;
                listener.run();
            } else {
                LockSupport.parkNanos(Math.max(1, next.time(told) - System.nanoTime()));
            }
        }
    }

    /** What must come out: for each record the number of its key so far. */
    public static Model model() {
        return new Model() {
            private final long[] counts = new long[KEYS];
            private long next;

            @Override
            public Tally advance(long records) {
                long checksum = 0;
                for (long end = next + records; next < end; next++) {
                    int key = key(next);
                    counts[key]++;
                    checksum += Hashes.of(key, counts[key]);
                }
                return new Tally(records, checksum);
            }
        };
    }
}
