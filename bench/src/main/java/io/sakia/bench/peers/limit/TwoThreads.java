package io.sakia.bench.peers.limit;

import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.Tally;
import io.sakia.bench.peers.work.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a loop on two threads. For each batch both take in their part, meet, put out the results that are theirs, and meet again. They spin for a short
 * while before they pause, as the work of a batch may take less than waking a thread.
 */
final class TwoThreads implements AutoCloseable {
    private static final int SPINS = 2_000;
    private static final long PAUSE_NANOS = 20_000;

    private final Work work;
    private final AtomicLong arrivals = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    /** A loop in two steps. */
    interface Work {
        /** Takes in a part of a batch. */
        void take(long batch, int part) throws Exception;

        /** Puts out the results of a batch that belong to a part, from what both have taken in. */
        Tally put(long batch, int part);
    }

    private TwoThreads(Work work) {
        this.work = work;
    }

    /** Starts two threads that wait at the gate. */
    static TwoThreads start(Work work) {
        TwoThreads two = new TwoThreads(work);
        for (int part = 0; part < Workload.PARTS; part++) {
            int mine = part;
            Thread thread = new Thread(() -> two.run(mine), "loop-" + part);
            two.threads.add(thread);
            thread.start();
        }
        return two;
    }

    private void run(int part) {
        try {
            for (long batch = 0; ; batch++) {
                Gate.here().await(batch);
                work.take(batch, part);
                meet();
                Tally tally = work.put(batch, part);
                Ledger.here().enter(tally.results(), tally.checksum());
                meet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("the loop failed", e);
        }
    }

    private void meet() throws InterruptedException {
        long arrival = arrivals.getAndIncrement();
        long all = arrival - arrival % Workload.PARTS + Workload.PARTS;
        for (int spins = 0; arrivals.get() < all; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
