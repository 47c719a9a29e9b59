package io.sakia.streaming.receiver;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that somebody else drives: records are pushed to it, and it stores them for the next batch. It runs on the driver,
 * on daemon threads of its own, so it never takes a task's place: {@code local[1]} is enough.
 *
 * <pre>{@code
 * final class Ticks extends Receiver<String> {
 *     private transient Feed feed;
 *
 *     public void onStart() throws IOException {
 *         feed = Feed.connect("localhost"); // an exception here at the first start reaches the caller of start()
 *         new Thread(this::receive, "ticks").start();
 *     }
 *
 *     public void onStop() {
 *         feed.close(); // wakes the thread up
 *     }
 *
 *     private void receive() {
 *         try {
 *             while (!isStopped()) {
 *                 store(feed.next());
 *             }
 *         } catch (IOException e) {
 *             restart("the feed broke", e); // onStop, a wait that grows, onStart
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>{@link #onStart} and {@link #onStop} are called in turn, from one thread at a time, and must return soon. The threads that
 * {@code onStart} starts are daemons, are waited for when the receiver stops, and restart it if an exception ends them. All
 * other methods may be called from any thread.
 *
 * <p>What was stored and not planned yet is lost when the process dies; what was planned stands in the batch log.
 *
 * @param <T> the records; never null
 */
public abstract class Receiver<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable ReceiverSupervisor<T> supervisor;

    /** For subclasses. */
    protected Receiver() {}

    /**
     * Starts to receive: connects, starts threads. What it throws at the very first start fails the start of the stream; later
     * it counts as another failed try, and a restart follows.
     */
    public abstract void onStart() throws Exception;

    /** Stops receiving, so that the threads end: closes connections. What it still stores is kept. */
    public abstract void onStop() throws Exception;

    /**
     * Stores a record. Waits while as many records wait for a batch as the source allows.
     *
     * @throws ReceiverStoppedException if the source has stopped, also while this waits; the record is not stored then
     */
    public final void store(T record) {
        supervisor().store(record);
    }

    /**
     * Stores records as one block: they come into the same batch and the same partition, even where that exceeds a limit. Waits
     * for room as {@link #store(Object)} does; more records than there can ever be room for wait until no other is left.
     */
    public final void store(Iterable<T> block) {
        List<T> records = new ArrayList<>();
        block.forEach(records::add);
        supervisor().storeBlock(records);
    }

    /** Stores records as {@link #store(Object)} would, one after the other, but faster. */
    public final void storeEach(List<T> records) {
        supervisor().storeEach(records);
    }

    /** Whether the receiver should do nothing: it has stopped, or was stopped and waits to be started again. */
    public final boolean isStopped() {
        ReceiverSupervisor<T> mine = supervisor;
        return mine == null || !mine.isRunning();
    }

    /** Stops the receiver and starts it again after a while; returns at once. */
    public final void restart(String message) {
        supervisor().restart(message, null);
    }

    /** As {@link #restart(String)}, with what made it necessary. */
    public final void restart(String message, Throwable cause) {
        supervisor().restart(message, cause);
    }

    /** Ends the source: nothing follows what was stored. Returns at once. */
    public final void stop(String message) {
        supervisor().stop(message, null);
    }

    /** Fails the source: after what was stored, the stream fails with this message and cause. Returns at once. */
    public final void stop(String message, Throwable cause) {
        supervisor().stop(message, cause);
    }

    /** Makes an error known, in the log and to listeners, and goes on. */
    public final void reportError(String message, Throwable cause) {
        supervisor().reportError(message, cause);
    }

    /** Enters the run that the receiver belongs to. */
    final synchronized void attach(ReceiverSupervisor<T> run) {
        ReceiverSupervisor<T> former = supervisor;
        if (former != null && former.isLive()) {
            throw new IllegalStateException(
                    getClass().getName() + " is running in " + former.source() + ": make one receiver for each source");
        }
        supervisor = run;
    }

    private ReceiverSupervisor<T> supervisor() {
        ReceiverSupervisor<T> mine = supervisor;
        if (mine == null) {
            throw new IllegalStateException(getClass().getName()
                    + " is not part of a running stream: store, restart and stop can be called from onStart on");
        }
        return mine;
    }
}
