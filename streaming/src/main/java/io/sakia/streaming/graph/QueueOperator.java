package io.sakia.streaming.graph;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.Source;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.UnionNode;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.event.BatchInfo.SourceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** An input that takes RDDs from a queue: for tests and for trying things. It can't be read again, so it can't be recovered. */
public final class QueueOperator<T> extends InputOperator<T> {
    /** A queue gives no signal; a self-clocked stream looks into it every 10 ms. */
    private static final long POLL = 10;

    private final Queue<RDD<T>> queue;
    private final boolean oneAtATime;
    private final @Nullable RDD<T> otherwise;
    private List<RDD<T>> prepared = List.of();

    /**
     * An input that takes one RDD a batch, or all that are there.
     *
     * @param otherwise what a batch has for which there is none; null for no records
     */
    public QueueOperator(Origin origin, Queue<RDD<T>> queue, boolean oneAtATime, @Nullable RDD<T> otherwise) {
        super(origin);
        this.queue = queue;
        this.oneAtATime = oneAtATime;
        this.otherwise = otherwise;
    }

    @Override
    public String description() {
        return "queue";
    }

    @Override
    public void open(SakiaContext context, @Nullable Cursor from, Runnable signal) {}

    @Override
    public void repeat(List<? extends Range> ranges, @Nullable Cursor end) {
        throw new IllegalStateException(origin() + " can't be read again");
    }

    @Override
    public Logged logged() {
        throw new IllegalStateException(
                origin() + " can't be recovered, because RDDs can't be kept: in a stream with a checkpoint"
                        + " use ssc.source(new QueueSource<>(queue, true)), a queue of lists");
    }

    @Override
    public boolean prepare(Source.Limit limit) {
        List<RDD<T>> taken = new ArrayList<>();
        synchronized (queue) {
            for (RDD<T> rdd; (taken.isEmpty() || !oneAtATime) && (rdd = queue.poll()) != null; ) {
                taken.add(rdd);
            }
        }
        boolean found = !taken.isEmpty();
        if (!found && otherwise != null) {
            taken.add(otherwise);
        }
        prepared = taken;
        return found;
    }

    @Override
    protected Plan<T> compute(Batch batch) {
        if (prepared.isEmpty()) {
            return EmptyPlan.of(origin(), 0);
        }
        return prepared.size() == 1
                ? prepared.get(0).plan()
                : new UnionNode<>(origin(), prepared.stream().map(RDD::plan).toList());
    }

    @Override
    public long pollInterval() {
        return POLL;
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public List<Range> ranges() {
        return List.of();
    }

    @Override
    public @Nullable Cursor cursor() {
        return null;
    }

    @Override
    public SourceInfo info() {
        String name = name();
        int partitions = prepared.stream().mapToInt(RDD::getNumPartitions).sum();
        return new SourceInfo(name == null ? description() : name, partitions, 0, Long.MAX_VALUE);
    }

    @Override
    public void committed(Cursor cursor) {}

    @Override
    public void drain() {}

    @Override
    public void close() {}
}
