package io.sakia.streaming.state;

/**
 * The state that a task needs is not in its executor's memory: the executor is new, the partition has moved, the partitions
 * were counted differently, or the task itself is left over from a batch that is long done. Nothing was changed.
 */
public final class StateLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StateTarget target;
    private final String wanted;

    StateLostException(StateTarget target, String wanted, String what) {
        super("the state of " + target + " is not here: " + what);
        this.target = target;
        this.wanted = wanted;
    }

    /** What the task was to advance. */
    public StateTarget target() {
        return target;
    }

    /** The id of the increment that was wanted, or {@link Increment#EMPTY}. */
    public String wanted() {
        return wanted;
    }
}
