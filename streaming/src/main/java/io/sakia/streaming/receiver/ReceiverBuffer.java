package io.sakia.streaming.receiver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The records that wait between a receiver's threads and the next batch, bounded in number, in bytes where a record's size is
 * known, and in how many come in a second.
 *
 * <pre>
 *            drain()            seal()
 *   OPEN ──────────► DRAINING ─────────► SEALED
 *   add waits        add never waits,    add throws
 *   for room         refuses beyond
 *                    twice a bound
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
     * @param onCommitted to be run when the records are committed, or null
     */
    record Piece<T>(
            List<T> records, boolean together, @Nullable Runnable onCommitted) {
        long bytes() {
            long bytes = 0;
            for (T record : records) {
                bytes += KnownSize.of(Objects.requireNonNull(record));
            }
            return bytes;
        }

        Piece<T> part(int from, int to) {
            return new Piece<>(records.subList(from, to), together, onCommitted);
        }
    }

    private final String source;
    private final int most;
    private final long mostBytes;
    private final ReceiverRate rate;
    private final Runnable signal;
    private final Deque<Piece<T>> pieces = new ArrayDeque<>();
    private final List<T> open = new ArrayList<>();
    private long waiting;
    private long waitingBytes;
    private State state = State.OPEN;

    /**
     * An empty buffer.
     *
     * @param source for messages
     * @param settings how much may wait, and how fast it may come
     * @param signal run, outside of locks, whenever records arrive and none was waiting
     */
    ReceiverBuffer(String source, ReceiverSettings settings, Runnable signal) {
        this.source = source;
        this.most = settings.mostWaiting();
        this.mostBytes = settings.mostWaitingBytes();
        this.rate = new ReceiverRate(source, settings.maxRate(), settings.clock());
        this.signal = signal;
    }

    /** Adds a record. */
    void add(T record) {
        long bytes = KnownSize.of(Objects.requireNonNull(record, "null is no record"));
        rate.pass(1);
        boolean first;
        synchronized (this) {
            awaitRoom(1, bytes);
            open.add(record);
            if (open.size() == LONGEST_PIECE) {
                closePiece();
            }
            first = waiting == 0;
            waiting++;
            waitingBytes += bytes;
        }
        if (first) {
            signal.run();
        }
    }

    /** Adds records as if one by one. */
    void addEach(List<T> records) {
        int longest = Math.min(Math.min(LONGEST_PIECE, most), rate.most());
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            long next = KnownSize.of(Objects.requireNonNull(records.get(i), "null is no record"));
            if (i - from == longest || (i > from && bytes + next > mostBytes)) {
                add(new Piece<>(List.copyOf(records.subList(from, i)), false, null), bytes);
                from = i;
                bytes = 0;
            }
            bytes += next;
        }
        if (from < records.size()) {
            add(new Piece<>(List.copyOf(records.subList(from, records.size())), false, null), bytes);
        }
    }

    /** Adds records that stay together; without any, only what is to be run once all that came before is committed. */
    void addTogether(List<T> records, @Nullable Runnable onCommitted) {
        records.forEach(record -> Objects.requireNonNull(record, "null is no record"));
        if (!records.isEmpty() || onCommitted != null) {
            Piece<T> piece = new Piece<>(List.copyOf(records), true, onCommitted);
            add(piece, piece.bytes());
        }
    }

    private void add(Piece<T> piece, long bytes) {
        rate.pass(piece.records().size());
        boolean first;
        synchronized (this) {
            awaitRoom(piece.records().size(), bytes);
            closePiece();
            pieces.add(piece);
            first = waiting == 0;
            waiting += piece.records().size();
            waitingBytes += bytes;
        }
        if (first) {
            signal.run();
        }
    }

    // Called with the lock held, which wait() gives up for the time.
    private void awaitRoom(int records, long bytes) {
        while (state == State.OPEN && exceeds(1, records, bytes)) {
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
        if (state == State.DRAINING && exceeds(2, records, bytes)) {
            throw new ReceiverStoppedException(records(records) + " came too late to be stored: the receiver of "
                    + source + " is being stopped, and " + waiting + " records wait already");
        }
    }

    /** Whether more would wait than so many times the bounds; a first one, however large, exceeds nothing. */
    private boolean exceeds(int times, int records, long bytes) {
        return waiting > 0 && (waiting + records > (long) times * most || waitingBytes + bytes > times * mostBytes);
    }

    private static String records(int count) {
        return count == 1 ? "a record" : count + " records";
    }

    private void closePiece() {
        if (!open.isEmpty()) {
            pieces.add(new Piece<>(List.copyOf(open), false, null));
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
        for (Piece<T> next; limit > 0 && (next = pieces.peek()) != null; ) {
            int size = next.records().size();
            if (size > 0 && (count >= limit || (next.together() && count > 0 && count + size > limit))) {
                break;
            }
            pieces.remove();
            int part = next.together() ? size : (int) Math.min(size, limit - count);
            if (part < size) {
                pieces.addFirst(next.part(part, size));
                next = next.part(0, part);
            }
            taken.add(next);
            count += part;
            waitingBytes -= next.bytes();
        }
        waiting -= count;
        notifyAll();
        return taken;
    }

    /** From now on nobody waits for room: who does goes in. */
    synchronized void drain() {
        if (state == State.OPEN) {
            state = State.DRAINING;
            rate.lift();
            notifyAll();
        }
    }

    /** From now on nothing goes in, and who waits gets a {@link ReceiverStoppedException}. */
    synchronized void seal() {
        state = State.SEALED;
        rate.lift();
        notifyAll();
    }

    synchronized boolean isEmpty() {
        return waiting == 0;
    }
}
