package io.sakia.streaming.keyed;

import io.sakia.function.FlatMapFunction;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.Step;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import java.util.List;

/**
 * What a join in time puts out: its results, and the records of either stream that came too late for it.
 *
 * @param <T> the left records
 * @param <U> the right records
 */
@SuppressWarnings("UnusedTypeParameter") // they tie the late records to their streams
public final class JoinedResults<K, T, U> {
    private final WindowedResults<K, Sided> step;

    JoinedResults(WindowedResults<K, Sided> step) {
        this.step = step;
    }

    /**
     * The results.
     *
     * @param <R> what the join was made to put out
     */
    public <R> Operator<R> results() {
        return step.results();
    }

    /** The left records that came too late. */
    public Operator<T> lateLeft(Origin origin) {
        return late(origin, true);
    }

    /** The right records that came too late. */
    public Operator<U> lateRight(Origin origin) {
        return late(origin, false);
    }

    @SuppressWarnings("unchecked") // the records of one side are of one type
    private <X> Operator<X> late(Origin origin, boolean left) {
        FlatMapFunction<Sided, X> which = sided -> sided.isLeft() == left ? List.of((X) sided.record()) : List.of();
        return Operators.narrow(origin, step.late(origin), new Step.FlatMap<>(TaskFunction.shared(which)), false);
    }
}
