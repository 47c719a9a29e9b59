package io.sakia.streaming.graph;

import io.sakia.connector.EventTime;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where the time of records stands: what is made of them goes by their event time. It gives on what comes. */
public final class EventTimeOperator<T> extends Operator<T> {
    private final Operator<T> input;
    private final EventTracking<T> tracking;

    /** Event time for an input's records, in place of what they have had before. */
    public EventTimeOperator(Origin origin, Operator<T> input, EventTime<T> eventTime) {
        super(origin, List.of(input));
        this.input = input;
        this.tracking = new EventTracking<>(origin, eventTime, StreamGraph.inputsOf(input));
    }

    @Override
    public EventTracking<T> tracking() {
        return tracking;
    }

    @Override
    public String note() {
        return tracking.note();
    }

    @Override
    protected @Nullable Plan<T> compute(Batch batch) {
        Plan<T> plan = input.plan(batch);
        return plan == null ? null : tracking.over(plan, batch, origin());
    }
}
