package io.sakia.streaming.receiver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * The records that wait between a receiver's threads and the next batch, bounded in number.
 *
 * <pre>
 *            drain()            seal()
 *   OPEN ──────────► DRAINING ─────────► SEALED
 *   add waits        add never waits,    add throws
 *   for room         refuses beyond
 *                    twice the bound
 * </pre>
 *
 * What was added can be taken in every state. Thread-safe.
 */
final class ReceiverBuffer<T> {
    private static final int LONGEST_PIECE = 4096;

    private enum State {
        OPEN,
        DRAINING,
        SEALED
    }

    /**
     * A run of records.
     *
     * @param together whether they must stay in one range
     */
    record Piece<T>(List<T> records, boolean together) {}

    private final String source;
    private final int most;
    private final Runnable signal;
    private final Deque<Piece<T>> pieces = new ArrayDeque<>();
    private final List<T> open = new ArrayList<>();
    private long waiting;
    private State state = State.OPEN;

    /**
     * An empty buffer.
     *
     * @param source for messages
     * @param most how many records may wait
     * @param signal run, outside of locks, whenever records arrive and none was waiting
     */
    ReceiverBuffer(String source, int most, Runnable signal) {
        this.source = source;
        this.most = most;
        this.signal = signal;
    }

    /** Adds a record. */
    void add(T record) {
        boolean first;
        synchronized (this) {
            awaitRoom(1);
            open.add(Objects.requireNonNull(record, "null is no record"));
            if (open.size() == LONGEST_PIECE) {
                closePiece();
            }
            first = waiting == 0;
            waiting++;
        }
        if (first) {
            signal.run();
        }
    }

    /** Adds records as if one by one. */
    void addEach(List<T> records) {
        int slice = Math.min(LONGEST_PIECE, most);
        for (int from = 0; from < records.size(); from += slice) {
            List<T> part = records.subList(from, Math.min(from + slice, records.size()));
            add(new Piece<>(List.copyOf(part), false));
        }
    }

    /** Adds records that stay together. */
    void addTogether(List<T> records) {
        if (!records.isEmpty()) {
            add(new Piece<>(List.copyOf(records), true));
        }
    }

    private void add(Piece<T> piece) {
        boolean first;
        synchronized (this) {
            awaitRoom(piece.records().size());
            closePiece();
            pieces.add(piece);
            first = waiting == 0;
            waiting += piece.records().size();
        }
        if (first) {
            signal.run();
        }
    }

    // Called with the lock held, which wait() gives up for the time.
    private void awaitRoom(int records) {
        while (state == State.OPEN && waiting > 0 && waiting + records > most) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ReceiverStoppedException("a thread of the receiver of " + source
                        + " was interrupted while it waited to store " + records(records));
            }
        }
        if (state == State.SEALED) {
            throw new ReceiverStoppedException(
                    records(records) + " came too late to be stored: the receiver of " + source + " was stopped");
        }
        if (state == State.DRAINING && waiting > 0 && waiting + records > 2L * most) {
            throw new ReceiverStoppedException(records(records) + " came too late to be stored: the receiver of "
                    + source + " is being stopped, and " + waiting + " records wait already");
        }
    }

    private static String records(int count) {
        return count == 1 ? "a record" : count + " records";
    }

    private void closePiece() {
        if (!open.isEmpty()) {
            pieces.add(new Piece<>(List.copyOf(open), false));
            open.clear();
        }
    }

    /**
     * Takes the oldest records: at most {@code limit}, but if those that stay together are more than that, and the first, still
     * all of them.
     */
    synchronized List<Piece<T>> take(long limit) {
        closePiece();
        List<Piece<T>> taken = new ArrayList<>();
        long count = 0;
        for (Piece<T> next; count < limit && (next = pieces.peek()) != null; ) {
            int size = next.records().size();
            if (next.together() && count > 0 && count + size > limit) {
                break;
            }
            pieces.remove();
            int part = next.together() ? size : (int) Math.min(size, limit - count);
            taken.add(part == size ? next : new Piece<>(next.records().subList(0, part), false));
            if (part < size) {
                pieces.addFirst(new Piece<>(next.records().subList(part, size), false));
            }
            count += part;
        }
        waiting -= count;
        notifyAll();
        return taken;
    }

    /** From now on nobody waits for room: who does goes in. */
    synchronized void drain() {
        if (state == State.OPEN) {
            state = State.DRAINING;
            notifyAll();
        }
    }

    /** From now on nothing goes in, and who waits gets a {@link ReceiverStoppedException}. */
    synchronized void seal() {
        state = State.SEALED;
        notifyAll();
    }

    synchronized boolean isSealed() {
        return state == State.SEALED;
    }

    synchronized boolean isEmpty() {
        return waiting == 0;
    }
}
