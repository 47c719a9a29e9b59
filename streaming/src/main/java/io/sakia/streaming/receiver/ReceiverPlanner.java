package io.sakia.streaming.receiver;

import io.sakia.connector.Source;
import io.sakia.streaming.receiver.ReceiverSupervisor.Stopped;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans what a receiver has stored. */
final class ReceiverPlanner<T> implements Source.Planner<Block<T>> {
    private final String source;
    private final ReceiverSupervisor<T> supervisor;
    private final ReceiverBuffer<T> buffer;
    private final Runnable signal;
    private ReceivedCursor end;

    ReceiverPlanner(
            String source,
            ReceiverSupervisor<T> supervisor,
            ReceiverBuffer<T> buffer,
            Runnable signal,
            ReceivedCursor end) {
        this.source = source;
        this.supervisor = supervisor;
        this.buffer = buffer;
        this.signal = signal;
        this.end = end;
    }

    @Override
    public Source.Plan<Block<T>> plan(Source.Limit limit) throws IOException {
        Stopped stopped = supervisor.stopped(); // first: once it is set, nothing more is stored
        List<Block<T>> blocks = BlockCutter.cut(buffer.take(limit.records()), limit.parallelism(), end.blocks());
        boolean more = !buffer.isEmpty();
        if (blocks.isEmpty() && !more) {
            throwFailure(stopped);
        }
        long records = blocks.stream().mapToLong(Block::records).sum();
        end = new ReceivedCursor(end.blocks() + blocks.size(), end.records() + records);
        if (hasFailed(stopped) || (more && limit.records() > 0)) {
            signal.run(); // nothing that arrives will: there is a rest, or a failure to be told
        }
        boolean over = stopped != null && stopped.byItself() && !hasFailed(stopped) && !more;
        return new Source.Plan<>(blocks, end, over);
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
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
