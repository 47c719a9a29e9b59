package io.sakia.streaming.receiver;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
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
 * <p>{@code store} waits while as many records, or bytes, wait for a batch as the source allows, or while more come in a second than
 * it allows; that slows the sender down, where it can be.
 *
 * <p>In a stream with a checkpoint what is stored is logged there before a batch gets it, unless {@code sakia.receiver.writeAheadLog} is
 * {@code false}; a later run plans what is in the log and was not planned. Who stores blocks is told when they are in the log, and can
 * acknowledge them: they are not lost. Single records are stored without waiting for that: of those, a kill can take what was not yet written, and a loss
 * of power what was not yet synced, which happens all the time, for many together. Without the log, what was stored and not planned yet is
 * lost when the process dies.
 *
 * <pre>
 *                               without a log                                with a log
 *   store(record), storeEach    returns at once                              returns at once
 *   store(block)                returns at once                              returns when the block is logged
 *   store(block, onCommitted)   returns at once, tells when it is committed   returns at once, tells when the block is logged
 * </pre>
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
     * for room as {@link #store(Object)} does; more records than there can ever be room for wait until no other is left. When
     * this returns, the whole block is kept: in the log, if there is one, and if not, in memory.
     *
     * @throws ReceiverStoppedException if the source has stopped, or the block could not be logged; then it may be in the log or not
     */
    public final void store(Iterable<T> block) {
        supervisor().storeBlock(listOf(block.iterator()));
    }

    /** Stores the records that are left of an iterator as one block. */
    public final void store(Iterator<T> block) {
        supervisor().storeBlock(listOf(block));
    }

    /**
     * Stores records as one block, and says when they are safe: once they are in the log, or, where there is none, once the output of their
     * batch is published, and what must be kept for a restart with it. So a sender that repeats what nobody has acknowledged loses nothing.
     *
     * <pre>{@code
     * Message message = feed.next();
     * store(message.records(), () -> feed.acknowledge(message.id()));
     * }</pre>
     *
     * @param onCommitted is run once, on a thread of the stream, in the order in which blocks were stored, must be quick and store
     *     nothing. It is never run for a block that could not be logged, or, without a log, whose batch failed or was given up. What it throws is reported as an error of the receiver
     */
    public final void store(Iterable<T> block, Runnable onCommitted) {
        supervisor().storeBlock(listOf(block.iterator()), Objects.requireNonNull(onCommitted, "onCommitted"));
    }

    /**
     * Stores bytes as one block of the records that {@link #decode} makes of them, before this returns; the buffer may be used again
     * then. Bytes that can't be decoded are refused, and nothing of them is stored.
     *
     * @throws IllegalArgumentException with what {@code decode} threw as its cause
     */
    public final void store(ByteBuffer bytes) {
        List<T> records;
        try {
            records = listOf(decode(bytes.duplicate()).iterator());
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "a block of " + bytes.remaining() + " bytes can't be decoded by "
                            + getClass().getName() + ": " + e,
                    e);
        }
        supervisor().storeBlock(records);
    }

    /**
     * What the bytes given to {@link #store(ByteBuffer)} mean, for receivers that use it.
     *
     * <pre>{@code
     * protected Iterable<Click> decode(ByteBuffer bytes) throws IOException {
     *     return CodedRecords.of(Codecs.standard().of(Click.class), bytes); // written with the same codec, one after the other
     * }
     * }</pre>
     */
    protected Iterable<T> decode(ByteBuffer bytes) throws Exception {
        throw new UnsupportedOperationException(
                "it does not say what bytes mean; override decode(ByteBuffer), or store records");
    }

    /** Stores records as {@link #store(Object)} would, one after the other, but faster. */
    public final void storeEach(List<T> records) {
        supervisor().storeEach(records);
    }

    /** Whether the receiver runs: from before {@link #onStart} until it is stopped, or is to be started again. */
    public final boolean isStarted() {
        return !isStopped();
    }

    /** Whether the receiver should do nothing: it has stopped, or was stopped and waits to be started again. */
    public final boolean isStopped() {
        ReceiverSupervisor<T> mine = supervisor;
        return mine == null || !mine.isRunning();
    }

    /** Stops the receiver and starts it again after a while; returns at once. */
    public final void restart(String message) {
        supervisor().restart(message, null, Duration.ZERO);
    }

    /** As {@link #restart(String)}, with what made it necessary. */
    public final void restart(String message, Throwable cause) {
        supervisor().restart(message, cause, Duration.ZERO);
    }

    /** As {@link #restart(String, Throwable)}, after {@code delay}, or later where it has failed so often that it must wait longer. */
    public final void restart(String message, Throwable cause, Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a receiver can't be restarted before now: " + delay + " is negative");
        }
        supervisor().restart(message, cause, delay);
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

    /** The number of the stream that this receiver feeds, from 0, in the order in which the program defined such streams. */
    public final int streamId() {
        return supervisor().streamId();
    }

    private static <T> List<T> listOf(Iterator<T> records) {
        List<T> list = new ArrayList<>();
        records.forEachRemaining(list::add);
        return list;
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
