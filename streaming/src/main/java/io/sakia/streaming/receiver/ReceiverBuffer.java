package io.sakia.streaming.receiver;

import io.sakia.streaming.log.LogRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
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
 * What was added can be taken in every state; where there is a log, once it is durable there. Single records are appended together while the log
 * is busy with what came before.
 *
 * <pre>
 *   add a ──► append a ──────────► durable: can be taken
 *   add b, c, d     (wait)         append bcd ──────────► …
 * </pre>
 *
 * Thread-safe.
 */
final class ReceiverBuffer<T> {
    private static final int LONGEST_PIECE = 4096;
    private static final byte[] NOTHING = {};

    private enum State {
        OPEN,
        DRAINING,
        SEALED
    }

    /**
     * A run of records.
     *
     * @param first the position of the first one among all that the source has stored
     * @param together whether they must stay in one range
     * @param onCommitted to be run when the records are committed, or null
     * @param place where the run of records begins in the log in which they stand, or null if they don't
     */
    record Piece<T>(
            List<T> records,
            long first,
            boolean together,
            @Nullable Runnable onCommitted,
            LogRecord.@Nullable Place place) {
        /** The position behind the last one. */
        long end() {
            return first + records.size();
        }

        long bytes() {
            long bytes = 0;
            for (T record : records) {
                bytes += KnownSize.of(Objects.requireNonNull(record));
            }
            return bytes;
        }

        Piece<T> part(int from, int to) {
            return new Piece<>(records.subList(from, to), first + from, together, onCommitted, place);
        }
    }

    private final String source;
    private final int most;
    private final long mostBytes;
    private final ReceiverRate rate;
    private final Runnable signal;
    private final @Nullable ReceivedLog log;
    private final Deque<Piece<T>> pieces = new ArrayDeque<>();
    private final List<T> open = new ArrayList<>();
    private final ByteArrayOutputStream openBytes = new ByteArrayOutputStream();
    private volatile Consumer<Throwable> onFailure = failure -> {};
    private long next;
    private int unlogged;
    private long waiting;
    private long waitingBytes;
    private State state = State.OPEN;

    /** An empty buffer without a log. */
    ReceiverBuffer(String source, ReceiverSettings settings, Runnable signal) {
        this(source, settings, signal, null, 0);
    }

    /**
     * An empty buffer.
     *
     * @param source for messages
     * @param settings how much may wait, and how fast it may come
     * @param signal run, outside of locks, whenever records can be taken and none could be before
     * @param log where records are made durable before they can be taken, or null
     * @param next the position of the first record to come
     */
    ReceiverBuffer(String source, ReceiverSettings settings, Runnable signal, @Nullable ReceivedLog log, long next) {
        this.log = log;
        this.next = next;
        this.source = source;
        this.most = settings.mostWaiting();
        this.mostBytes = settings.mostWaitingBytes();
        this.rate = new ReceiverRate(source, settings.maxRate(), settings.clock());
        this.signal = signal;
    }

    /** Who is told that records that were added could not be logged, so that no more can be stored. */
    void onFailure(Consumer<Throwable> listener) {
        onFailure = listener;
    }

    /** Puts in what an earlier run has stored, before anything is added. */
    @SuppressWarnings("unchecked") // the receiver of that run stored records of the same type
    synchronized void restore(List<ReceivedLog.Found> found) {
        for (ReceivedLog.Found each : found) {
            Piece<T> piece = new Piece<>((List<T>) each.records(), each.first(), each.together(), null, each.place());
            pieces.add(piece);
            waiting += piece.records().size();
            waitingBytes += piece.bytes();
        }
    }

    /** Adds a record. */
    void add(T record) {
        long bytes = KnownSize.of(Objects.requireNonNull(record, "null is no record"));
        byte[] encoded = encode(List.of(record));
        rate.pass(1);
        boolean first;
        synchronized (this) {
            awaitRoom(1, bytes);
            open.add(record);
            openBytes.writeBytes(encoded);
            first = waiting == 0 && log == null;
            waiting++;
            waitingBytes += bytes;
            if (open.size() == LONGEST_PIECE || (log != null && unlogged == 0)) {
                closePiece();
            }
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
                add(List.copyOf(records.subList(from, i)), false, null, bytes);
                from = i;
                bytes = 0;
            }
            bytes += next;
        }
        if (from < records.size()) {
            add(List.copyOf(records.subList(from, records.size())), false, null, bytes);
        }
    }

    /**
     * Adds records that stay together; without any, only what is to be run once all that came before is committed.
     *
     * @param onCommitted to be run once they are committed, or, with a log, once they are durable there
     * @return done once they are durable; without a log at once
     */
    CompletableFuture<?> addTogether(List<T> records, @Nullable Runnable onCommitted) {
        long bytes = 0;
        for (T record : records) {
            bytes += KnownSize.of(Objects.requireNonNull(record, "null is no record"));
        }
        return records.isEmpty() && onCommitted == null
                ? CompletableFuture.completedFuture(null)
                : add(List.copyOf(records), true, onCommitted, bytes);
    }

    private CompletableFuture<?> add(List<T> records, boolean together, @Nullable Runnable onCommitted, long bytes) {
        byte[] encoded = encode(records);
        rate.pass(records.size());
        boolean first;
        CompletableFuture<?> durable;
        synchronized (this) {
            awaitRoom(records.size(), bytes);
            closePiece();
            first = waiting == 0 && log == null;
            waiting += records.size();
            waitingBytes += bytes;
            durable = put(records, together, onCommitted, encoded);
        }
        if (first) {
            signal.run();
        }
        return durable;
    }

    private byte[] encode(List<T> records) {
        if (log == null) {
            return NOTHING;
        }
        try {
            return log.encode(records);
        } catch (RuntimeException e) {
            onFailure.accept(e); // it would be the same each time that the receiver is started again
            throw e;
        }
    }

    /** Makes the next piece; gives when it is durable. */
    private CompletableFuture<?> put(
            List<T> records, boolean together, @Nullable Runnable onCommitted, byte[] encoded) {
        Piece<T> piece = new Piece<>(records, next, together, onCommitted, null);
        next = piece.end();
        if (log == null) {
            pieces.add(piece);
            return CompletableFuture.completedFuture(null);
        }
        unlogged++;
        return log.append(new ReceivedFrame(piece.first(), records.size(), together, ByteBuffer.wrap(encoded)))
                .whenComplete((place, failure) -> logged(piece, place, failure));
    }

    /** Called in the order of the pieces. */
    private void logged(Piece<T> piece, LogRecord.@Nullable Place place, @Nullable Throwable failure) {
        boolean first;
        synchronized (this) {
            unlogged--;
            first = pieces.isEmpty();
            if (failure != null) {
                state = State.SEALED;
                waiting -= piece.records().size();
                waitingBytes -= piece.bytes();
            } else if (!piece.records().isEmpty()) {
                pieces.add(new Piece<>(piece.records(), piece.first(), piece.together(), null, place));
            }
            if (unlogged == 0) {
                closePiece();
            }
            notifyAll();
        }
        Runnable onCommitted = piece.onCommitted();
        if (failure != null) {
            Throwable cause = failure.getCause();
            onFailure.accept(failure instanceof CompletionException && cause != null ? cause : failure);
        } else if (onCommitted != null) {
            onCommitted.run();
        }
        if (first) {
            signal.run();
        }
    }

    /** Waits until all that was added is durable, or could not be made so. */
    synchronized void awaitLogged() throws InterruptedException {
        while (unlogged > 0) {
            wait();
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
            List<T> records = List.copyOf(open);
            byte[] encoded = openBytes.toByteArray();
            open.clear();
            openBytes.reset();
            put(records, false, null, encoded);
        }
    }

    /**
     * Takes the oldest records: at most {@code limit}, but if those that stay together are more than that, and the first, still
     * all of them.
     */
    synchronized List<Piece<T>> take(long limit) {
        if (log == null) {
            closePiece();
        }
        List<Piece<T>> taken = new ArrayList<>();
        long count = 0;
        for (Piece<T> piece; limit > 0 && (piece = pieces.peek()) != null; ) {
            int size = piece.records().size();
            if (size > 0 && (count >= limit || (piece.together() && count > 0 && count + size > limit))) {
                break;
            }
            pieces.remove();
            int part = piece.together() ? size : (int) Math.min(size, limit - count);
            if (part < size) {
                pieces.addFirst(piece.part(part, size));
                piece = piece.part(0, part);
            }
            taken.add(piece);
            count += part;
            waitingBytes -= piece.bytes();
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

    /** Whether something can be taken now. */
    synchronized boolean isReady() {
        return !pieces.isEmpty() || (log == null && !open.isEmpty());
    }
}
