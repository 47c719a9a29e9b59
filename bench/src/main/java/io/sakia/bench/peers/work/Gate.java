package io.sakia.bench.peers.work;

import java.util.function.BooleanSupplier;

/** Lets sources give so many batches, then has them wait. There is one in a JVM: systems copy what they are given, so sources find it here. */
public final class Gate {
    private static final Gate HERE = new Gate();

    private volatile long open;
    private volatile boolean ended;
    private volatile Runnable listener = () -> {};

    private Gate() {}

    /** The gate of this JVM. */
    public static Gate here() {
        return HERE;
    }

    /** How many batches may be given, since the start of the JVM. */
    public long open() {
        return open;
    }

    /** Says that nothing comes behind what was let through so far. What opens it next only wakes those that wait. */
    public void end() {
        ended = true;
        let(1);
    }

    /** Whether nothing comes any more. */
    public boolean isEnded() {
        return ended;
    }

    /** Lets so many more batches through. */
    public void let(long batches) {
        synchronized (this) {
            open += batches;
            notifyAll();
        }
        listener.run();
    }

    /** Waits until more than so many batches may be given. */
    public void await(long given) throws InterruptedException {
        await(given, () -> false);
    }

    /** Waits until more than so many batches may be given, or the wait is over for another reason, which {@link #wake} has looked at. */
    public void await(long given, BooleanSupplier over) throws InterruptedException {
        if (open > given) {
            return;
        }
        synchronized (this) {
            while (open <= given && !over.getAsBoolean()) {
                wait();
            }
        }
    }

    /** Has all that wait look again. */
    public synchronized void wake() {
        notifyAll();
    }

    /** Has this run too, each time that the gate opens, on the thread that opens it. */
    public synchronized void onOpen(Runnable more) {
        Runnable before = listener;
        listener = () -> {
            before.run();
            more.run();
        };
    }
}
