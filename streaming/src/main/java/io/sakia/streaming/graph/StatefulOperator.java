package io.sakia.streaming.graph;

import io.sakia.connector.codec.Migration;
import io.sakia.plan.Origin;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.event.BatchInfo.StateInfo;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StoredOperator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator with state: it advances once per batch, over all partitions, in a step of its own before any output runs, whether or
 * not an output asks for it. Outputs read the step's held result.
 */
public abstract class StatefulOperator<T> extends Operator<T> {
    /** The time at which there is nothing to do. */
    public static final long NEVER = Long.MAX_VALUE;

    /** An operator with state over inputs. */
    protected StatefulOperator(Origin origin, List<? extends Operator<?>> inputs) {
        super(origin, inputs);
    }

    /** Advances the state by a batch. Its increments count once this has returned. */
    public abstract void step(SakiaContext context, Batch batch);

    /**
     * Keeps its state where it can be stored. Before the first step.
     *
     * @param stored what an earlier run has stored, from which it starts; null to start from the empty state
     */
    public abstract void storeIn(StateFolder folder, @Nullable StoredOperator stored);

    /**
     * What becomes of what an earlier run has stored of it, in this version of the program. Only looks.
     *
     * @throws IOException if it is missing or damaged
     */
    public abstract Migration migration(StateFolder folder, StoredOperator stored) throws IOException;

    /**
     * The states of the keys that are written so, as texts, after a batch: for people. All keys are looked at.
     *
     * @param batch the last one
     */
    public abstract List<String> look(SakiaContext context, Batch batch, String key);

    /** What is kept now, and what the last step touched. */
    public abstract StateInfo info();

    /**
     * In milliseconds the time from which it wants a batch even without data, because keys time out; {@link #NEVER} if it wants none.
     */
    public long due() {
        return NEVER;
    }

    /**
     * The smallest event time, in milliseconds, at which it has something to do even without data: it wants a batch once the {@linkplain
     * #watermarks watermark} has come there. {@link #NEVER} if it wants none.
     */
    public long eventDue() {
        return NEVER;
    }

    /** Whether a next batch at a running time, whose inputs are prepared, would come to {@link #eventDue}. */
    public final boolean isEventDue(long running) {
        long due = eventDue();
        if (!isAhead(due)) {
            return false;
        }
        for (EventClock clock : knownClocks()) {
            if (!clock.isPast(due, running)) {
                return false;
            }
        }
        return true;
    }

    /** The running time from which {@link #isEventDue} holds, if nothing more comes; {@link #NEVER} if it won't. */
    public final long reachesEventDue() {
        long due = eventDue();
        if (slide() > 0 || !isAhead(due)) {
            return NEVER; // what has a slide steps with it, and at no other time
        }
        long reached = Long.MIN_VALUE;
        for (EventClock clock : knownClocks()) {
            reached = Math.max(reached, clock.reaches(due));
        }
        return reached;
    }

    /** The last batch has let go of what was due in it. */
    private boolean isAhead(long due) {
        return due != NEVER && !knownClocks().isEmpty() && due > watermarks().now();
    }

    @Override
    public final boolean isRepeatable() {
        return false;
    }

    @Override
    public final boolean isAnchor() {
        return true;
    }
}
