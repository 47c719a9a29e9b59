package io.sakia.streaming.receiver;

import io.sakia.connector.Cursor;
import io.sakia.connector.Source;
import io.sakia.streaming.receiver.ReceiverBuffer.Piece;
import io.sakia.streaming.receiver.ReceiverSupervisor.Stopped;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans what a receiver has stored, and tells whoever wants to know when it is committed.
 *
 * <pre>
 *   planned     |aa|bbb|∅|c|      records so far: 2, 5, 5, 6
 *   committed(5)                  runs what waits for aa, bbb and ∅
 * </pre>
 */
final class ReceiverPlanner<T> implements Source.Planner<Block<T>> {
    private final String source;
    private final ReceiverSupervisor<T> supervisor;
    private final ReceiverBuffer<T> buffer;
    private final @Nullable ReceivedLog log;
    private final Runnable signal;
    private final Deque<Acknowledgement> unacknowledged = new ArrayDeque<>();
    private ReceivedCursor end;
    private long committed;

    /** What is to be run once so many records are committed. */
    private record Acknowledgement(long records, Runnable onCommitted) {}

    ReceiverPlanner(
            String source,
            ReceiverSupervisor<T> supervisor,
            ReceiverBuffer<T> buffer,
            @Nullable ReceivedLog log,
            Runnable signal,
            ReceivedCursor end) {
        this.source = source;
        this.supervisor = supervisor;
        this.buffer = buffer;
        this.log = log;
        this.signal = signal;
        this.end = end;
        this.committed = end.records();
    }

    @Override
    public Source.Plan<Block<T>> plan(Source.Limit limit) throws IOException {
        Stopped stopped = supervisor.stopped(); // first: once it is set, nothing more is stored
        List<Piece<T>> taken = buffer.take(limit.records());
        expect(taken);
        List<Block<T>> blocks = BlockCutter.cut(taken, limit.parallelism(), end.blocks());
        boolean ready = buffer.isReady();
        boolean more = ready || !buffer.isEmpty(); // the rest is being logged, and calls when it is
        if (blocks.isEmpty() && !more) {
            throwFailure(stopped);
        }
        long position =
                taken.isEmpty() ? end.records() : taken.get(taken.size() - 1).end();
        end = new ReceivedCursor(end.blocks() + blocks.size(), position);
        if ((hasFailed(stopped) && !more) || (ready && limit.records() > 0)) {
            signal.run(); // nothing that arrives will: there is a rest, or a failure to be told
        }
        boolean over = stopped != null && stopped.byItself() && !hasFailed(stopped) && !more;
        return new Source.Plan<>(blocks, end, over);
    }

    private void expect(List<Piece<T>> taken) {
        for (Piece<T> piece : taken) {
            if (piece.onCommitted() != null) {
                unacknowledged.add(new Acknowledgement(piece.end(), piece.onCommitted()));
            }
        }
        acknowledge(); // a block without records, behind which nothing is left to be committed
    }

    @Override
    public void committed(Cursor cursor) {
        committed = ((ReceivedCursor) cursor).records();
        acknowledge();
    }

    private void acknowledge() {
        for (Acknowledgement next; (next = unacknowledged.peek()) != null && next.records() <= committed; ) {
            unacknowledged.remove();
            next.onCommitted().run();
        }
    }

    @Override
    public void forgotten(Cursor cursor) {
        if (log != null) {
            log.forget(((ReceivedCursor) cursor).records());
        }
    }

    private static boolean hasFailed(@Nullable Stopped stopped) {
        return stopped != null && stopped.cause() != null;
    }

    private void throwFailure(@Nullable Stopped stopped) throws IOException {
        if (stopped != null && stopped.cause() != null) {
            throw new IOException(
                    "the receiver of " + source + " stopped: " + stopped.message() + ": " + stopped.cause(),
                    stopped.cause());
        }
    }

    @Override
    public void drain() throws InterruptedException {
        supervisor.drain();
        buffer.awaitLogged(); // so that the batches to come plan it
    }

    @Override
    public void close() throws IOException {
        supervisor.close();
        if (log == null) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // as the thread of a stream is that stops at once
        try (log) {
            buffer.awaitLogged();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
