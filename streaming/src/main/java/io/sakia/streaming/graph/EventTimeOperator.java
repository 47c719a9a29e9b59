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
    private final boolean implied;

    /** Event time for an input's records, in place of what they have had before. */
    public EventTimeOperator(Origin origin, Operator<T> input, EventTime<T> eventTime) {
        this(origin, input, eventTime, false);
    }

    private EventTimeOperator(Origin origin, Operator<T> input, EventTime<T> eventTime, boolean implied) {
        super(origin, List.of(input));
        this.implied = implied;
        this.input = input;
        this.tracking = new EventTracking<>(origin, eventTime, StreamGraph.inputsOf(input));
    }

    /** Event time that an operation tells of its input by itself, so that nobody can give it a name: several of the same one are numbered. */
    public static <T> EventTimeOperator<T> implied(Origin origin, Operator<T> input, EventTime<T> eventTime) {
        return new EventTimeOperator<>(origin, input, eventTime, true);
    }

    /** Whether nobody can give it a name. */
    boolean isImplied() {
        return implied;
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
