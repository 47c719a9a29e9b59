package io.sakia.streaming.state;

/** A state that says when there is something to do with it, though nothing comes for its key. */
public interface Due {
    /** The time at which there is nothing to do. */
    long NEVER = Long.MAX_VALUE;

    /** The smallest event time at which there is something to do, in milliseconds; {@link #NEVER} if there is none. */
    long eventDue();

    /** The smallest running time of the stream at which there is something to do, likewise. */
    default long runningDue() {
        return NEVER;
    }
}
