package io.sakia.streaming.output;

import io.sakia.connector.Published;
import io.sakia.connector.Sink;
import io.sakia.connector.Staging;
import io.sakia.engine.Action;
import io.sakia.engine.SinkAction;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.EmptyPlan;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stages each batch in a sink, and publishes it at the end of the epoch. */
public final class SinkOutput<T, S extends Sink.Staged> extends OutputOperation {
    private final Operator<T> stream;
    private Sink<? super T, S> sink;
    private final List<S> staged = new ArrayList<>();
    private List<S> sealed = List.of();
    private Sink.@Nullable Publisher<S> publisher;

    /** Writes a stream to a sink. */
    public SinkOutput(Origin origin, Operator<T> stream, Sink<? super T, S> sink) {
        super(origin, stream);
        this.stream = stream;
        this.sink = sink;
    }

    @Override
    public void stageIn(Staging staging) {
        sink = sink.stagingIn(staging);
    }

    @Override
    public void open() throws Exception {
        publisher = sink.open();
    }

    @Override
    public void run(OutputScope scope, Batch batch) {
        Plan<T> plan = stream.plan(batch);
        if (plan != null) {
            // a batch without partitions is still a batch: one task tells the sink its time
            Plan<T> written = plan.partitions() == 0 ? EmptyPlan.of(origin(), 1) : plan;
            staged.addAll(scope.context().run(origin(), written, write(sink, batch)));
        }
    }

    @Override
    public List<S> seal() {
        sealed = List.copyOf(staged);
        staged.clear();
        return sealed;
    }

    @Override
    public Class<? extends Sink.Staged> stagedType() {
        return sink.stagedType();
    }

    @Override
    public Optional<? extends Published<?>> published(Batch batch) {
        return sink.published(batch.id(), batch.time().milliseconds());
    }

    @Override
    @SuppressWarnings("unchecked") // it was logged from what this sink staged
    public void restore(List<? extends Sink.Staged> logged) {
        sealed = (List<S>) logged;
    }

    @Override
    public void publish(long epoch) throws Exception {
        publisher().publish(epoch, sealed);
        sealed = List.of();
    }

    @Override
    public void discard(boolean sealedToo) throws Exception {
        List<S> dropped = new ArrayList<>(staged);
        staged.clear();
        if (sealedToo) {
            dropped.addAll(0, sealed);
            sealed = List.of();
        }
        if (!dropped.isEmpty()) {
            publisher().discard(dropped);
        }
    }

    @Override
    public void close() throws Exception {
        if (publisher != null) {
            publisher.close();
        }
    }

    @SuppressWarnings("unchecked") // a sink that takes more than T takes T
    private Action<T, S> write(Sink<? super T, S> target, Batch batch) {
        return SinkAction.write(
                ((Sink<T, S>) target).writers(),
                String.valueOf(name()),
                batch.id(),
                batch.time().milliseconds());
    }

    private Sink.Publisher<S> publisher() {
        return Objects.requireNonNull(publisher, "the sink is not open");
    }
}
