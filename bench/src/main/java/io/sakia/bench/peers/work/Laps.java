package io.sakia.bench.peers.work;

/** When batches ended. There is one in a JVM. */
public final class Laps {
    private static final int MOST = 1 << 20;
    private static final Laps HERE = new Laps();

    private final long[] ends = new long[MOST];
    private volatile int count;

    private Laps() {}

    /** The laps of this JVM. */
    public static Laps here() {
        return HERE;
    }

    /** Says that a batch has ended, and what it gave; on the thread that drives batches. */
    public void end(long results, long checksum) {
        long now = System.nanoTime();
        Ledger.here().enter(results, checksum);
        ends[count % MOST] = now;
        synchronized (this) {
            count++;
            notifyAll();
        }
    }

    /** How many batches have ended. */
    public int count() {
        return count;
    }

    /** When a batch ended. */
    public long time(int batch) {
        return ends[batch % MOST];
    }

    /** Waits until so many batches have ended. */
    public synchronized void await(int batches) throws InterruptedException {
        while (count < batches) {
            wait(1000);
            Throwable failure = Ledger.here().failure();
            if (failure != null) {
                throw new IllegalStateException("the job failed: " + failure, failure);
            }
        }
    }
}
