package io.sakia.streaming.keyed;

import io.sakia.streaming.state.Due;

/**
 * The records of one key that may still meet others, in two streams.
 *
 * @param left those of the left stream, each until {@code after} has passed
 * @param right those of the right stream, each until {@code before} has passed
 * @param eventDue the event time from which the first of them is not wanted any more
 */
record JoinSides(JoinSide left, JoinSide right, long eventDue) implements Due {
    /** Nothing. */
    static JoinSides empty() {
        return new JoinSides(new JoinSide(), new JoinSide(), NEVER);
    }

    /** A copy to work on. */
    JoinSides copy() {
        return new JoinSides(left.copy(), right.copy(), eventDue);
    }

    boolean isEmpty() {
        return left.size() == 0 && right.size() == 0;
    }

    /** The same, as it is due now. */
    JoinSides scheduled(long before, long after) {
        long leftOver = left.size() == 0 ? NEVER : left.firstTime() + after + 1;
        long rightOver = right.size() == 0 ? NEVER : right.firstTime() + before + 1;
        return new JoinSides(left, right, Math.min(leftOver, rightOver));
    }

    @Override
    public String toString() {
        return left + " and " + right;
    }
}
