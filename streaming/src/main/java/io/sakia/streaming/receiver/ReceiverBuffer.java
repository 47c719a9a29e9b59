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
 * The records that wait between a receiver's threads and the next batch, bounded in number, in the memory that
 * they take, and in how many come in a second.
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
     * @param bytes how much memory they take
     */
    record Piece<T>(
            List<T> records,
            long first,
            boolean together,
            @Nullable Runnable onCommitted,
            LogRecord.@Nullable Place place,
            long bytes) {
        /** The position behind the last one. */
        long end() {
            return first + records.size();
        }

        /** The first records, without which {@link #after} is the rest. */
        Piece<T> before(int count) {
            return new Piece<>(records.subList(0, count), first, together, onCommitted, place, bytesOf(count));
        }

        Piece<T> after(int count) {
            return new Piece<>(
                    records.subList(count, records.size()),
                    first + count,
                    together,
                    onCommitted,
                    place,
                    bytes - bytesOf(count));
        }

        private long bytesOf(int count) {
            return (long) ((double) bytes / records.size() * count);
        }
    }

    private final String source;
    private final int most;
    private final long mostBytes;
    private final WaitingMemory.Share memory;
    private final RecordSizes sizes = new RecordSizes();
    private final ReceiverRate rate;
    private final Runnable signal;
    private final @Nullable ReceivedLog log;
    private final Deque<Piece<T>> pieces = new ArrayDeque<>();
    private final List<T> open = new ArrayList<>();
    private final ByteArrayOutputStream openBytes = new ByteArrayOutputStream();
    private volatile Consumer<Throwable> onFailure = failure -> {};
    private long next;
    private int unlogged;
    private long openSize;
    private long waiting;
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
        this.mostBytes = settings.waitingMemory().bytes();
        this.memory = settings.waitingMemory().join(this::roomMade);
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
            long bytes = 0;
            for (Object record : each.records()) {
                bytes += sizes.of(record);
            }
            pieces.add(new Piece<>((List<T>) each.records(), each.first(), each.together(), null, each.place(), bytes));
            waiting += each.records().size();
            memory.force(bytes);
        }
    }

    /** Adds a record. */
    void add(T record) {
        long bytes = sizes.of(Objects.requireNonNull(record, "null is no record"));
        byte[] encoded = encode(List.of(record));
        rate.pass(1);
        boolean first;
        synchronized (this) {
            awaitRoom(1, bytes);
            open.add(record);
            openBytes.writeBytes(encoded);
            openSize += bytes;
            first = waiting == 0 && log == null;
            waiting++;
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
            long next = sizes.of(Objects.requireNonNull(records.get(i), "null is no record"));
            if (i - from == longest || (i > from && bytes + next > mostBytes / 4)) {
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
            bytes += sizes.of(Objects.requireNonNull(record, "null is no record"));
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
            durable = put(records, together, onCommitted, encoded, bytes);
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
            List<T> records, boolean together, @Nullable Runnable onCommitted, byte[] encoded, long bytes) {
        Piece<T> piece = new Piece<>(records, next, together, onCommitted, null, bytes);
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
                memory.free(piece.bytes());
            } else if (!piece.records().isEmpty()) {
                pieces.add(new Piece<>(piece.records(), piece.first(), piece.together(), null, place, piece.bytes()));
            }
            if (unlogged == 0) {
                closePiece();
            }
            notifyAll();
        }
        Runnable onCommitted = piece.onCommitted();
        if (failure != null) {
            memory.tell();
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
        boolean hasRoom = state == State.OPEN && claim(1, records, bytes);
        while (state == State.OPEN && !hasRoom) {
            try {
                wait();
                hasRoom = state == State.OPEN && claim(1, records, bytes);
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
        if (!hasRoom && !claim(2, records, bytes)) {
            throw new ReceiverStoppedException(records(records) + " came too late to be stored: the receiver of "
                    + source + " is being stopped, and " + waiting + " records wait already");
        }
    }

    /** Takes the memory for more records if they are within so many times the bounds; a first one, however large, always is. */
    private boolean claim(int times, int records, long bytes) {
        if (waiting == 0) {
            memory.force(bytes);
            return true;
        }
        return waiting + records <= (long) times * most && memory.claim(bytes, times);
    }

    /** Another receiver has left memory to this one. */
    private synchronized void roomMade() {
        notifyAll();
    }

    private static String records(int count) {
        return count == 1 ? "a record" : count + " records";
    }

    private void closePiece() {
        if (!open.isEmpty()) {
            List<T> records = List.copyOf(open);
            byte[] encoded = openBytes.toByteArray();
            long bytes = openSize;
            open.clear();
            openBytes.reset();
            openSize = 0;
            put(records, false, null, encoded, bytes);
        }
    }

    /**
     * Takes the oldest records: at most {@code limit}, but if those that stay together are more than that, and the first, still
     * all of them.
     */
    List<Piece<T>> take(long limit) {
        List<Piece<T>> taken = takeOut(limit);
        if (!taken.isEmpty()) {
            memory.tell();
        }
        return taken;
    }

    private synchronized List<Piece<T>> takeOut(long limit) {
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
                pieces.addFirst(piece.after(part));
                piece = piece.before(part);
            }
            taken.add(piece);
            count += part;
            memory.free(piece.bytes());
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
