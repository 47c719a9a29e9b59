package io.sakia.streaming.output;

import io.sakia.function.VoidFunction2;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.rdd.RDD;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import io.sakia.streaming.time.Time;

/** Calls a function on the driver with each batch's RDD. */
public final class ForeachOutput<T> extends OutputOperation {
    private final Operator<T> stream;
    private final VoidFunction2<RDD<T>, Time> function;

    /** Calls a function with each batch. */
    public ForeachOutput(Origin origin, Operator<T> stream, VoidFunction2<RDD<T>, Time> function) {
        super(origin, stream);
        this.stream = stream;
        this.function = function;
    }

    @Override
    public void run(OutputScope scope, Batch batch) throws Exception {
        Plan<T> plan = stream.plan(batch);
        if (plan != null) {
            function.call(scope.context().rdd(plan), batch.time());
        }
    }
}
