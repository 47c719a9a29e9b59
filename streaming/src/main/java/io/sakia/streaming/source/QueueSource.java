package io.sakia.streaming.source;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import io.sakia.streaming.receiver.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The lists that somebody puts into a queue: each becomes a batch (or all that are there become one), for tests and trials.
 *
 * <pre>{@code
 * Queue<List<Integer>> queue = new ConcurrentLinkedQueue<>(List.of(List.of(1, 2), List.of(3)));
 * new QueueSource<>(queue, true); // first batch [1, 2], second [3], then empty ones until something is added
 * }</pre>
 *
 * <p>The queue must be thread-safe, or be added to with its own lock held ({@code synchronized (queue)}). A list is taken
 * whole, so a limit below its size is exceeded. A queue can't tell when something is added: a self-clocked stream notices that
 * with its next batch. What was planned survives a crash in the batch log; what still is in the queue does not.
 */
public final class QueueSource<T> implements Source<T, Block<T>> {
    private final Queue<List<T>> queue;
    private final boolean oneAtATime;

    /**
     * A source on a queue.
     *
     * @param oneAtATime whether a batch takes one list, or as many as are there
     */
    public QueueSource(Queue<List<T>> queue, boolean oneAtATime) {
        this.queue = queue;
        this.oneAtATime = oneAtATime;
    }

    @Override
    public String description() {
        return "queue";
    }

    @Override
    public RangeReader<T, Block<T>> reader() {
        return Block.reader();
    }

    @Override
    public Class<? extends Range> rangeType() {
        return Block.class;
    }

    @Override
    public Class<QueueCursor> cursorType() {
        return QueueCursor.class;
    }

    @Override
    public Planner<Block<T>> open(@Nullable Cursor from, Runnable signal) {
        QueueCursor start = from == null ? new QueueCursor(0, 0) : ExpectedCursor.as(QueueCursor.class, from, this);
        QueuePlanner planner = new QueuePlanner(start, signal);
        planner.signalRest();
        return planner;
    }

    private final class QueuePlanner implements Planner<Block<T>> {
        private final Runnable signal;
        private QueueCursor end;
        private long mayTake = Long.MAX_VALUE;

        QueuePlanner(QueueCursor start, Runnable signal) {
            this.end = start;
            this.signal = signal;
        }

        @Override
        public Plan<Block<T>> plan(Limit limit) {
            List<T> records = new ArrayList<>();
            int lists = 0;
            while (lists < (oneAtATime ? 1 : Integer.MAX_VALUE)) {
                List<T> next = poll(limit.records() - records.size(), lists == 0);
                if (next == null) {
                    break;
                }
                records.addAll(next);
                lists++;
            }
            List<Block<T>> blocks = Block.cut(records, limit.parallelism(), end.blocks());
            end = new QueueCursor(end.lists() + lists, end.blocks() + blocks.size());
            if (limit.records() > 0) {
                signalRest();
            }
            return new Plan<>(blocks, end, false);
        }

        private @Nullable List<T> poll(long room, boolean first) {
            synchronized (queue) {
                List<T> next = queue.peek();
                if (next == null || mayTake == 0 || room <= 0 || (!first && next.size() > room)) {
                    return null;
                }
                mayTake--;
                return queue.poll();
            }
        }

        private void signalRest() {
            synchronized (queue) {
                if (queue.isEmpty() || mayTake == 0) {
                    return;
                }
            }
            signal.run();
        }

        /** What was in the queue before is still taken. */
        @Override
        public void drain() {
            synchronized (queue) {
                mayTake = Math.min(mayTake, queue.size());
            }
        }

        @Override
        public void close() {}
    }
}
