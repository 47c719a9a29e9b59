package io.sakia.streaming.keyed;

import io.sakia.streaming.state.Due;
import org.jspecify.annotations.Nullable;

/**
 * A key's state and its timers. It never changes.
 *
 * @param state the state, to which nobody else has a reference; null if the key has timers and no state
 * @param eventTimes of the timers by event time, ascending
 * @param runningTimes of the timers by the {@linkplain io.sakia.streaming.graph.Batch#runningTime running time}, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Timed<S>(@Nullable S state, long[] eventTimes, long[] runningTimes) implements Due {
    /** Nothing. */
    static <S> Timed<S> empty() {
        return new Timed<>(null, Times.NONE, Times.NONE);
    }

    /** Whether there is nothing to keep. */
    boolean isEmpty() {
        return state == null && eventTimes.length == 0 && runningTimes.length == 0;
    }

    @Override
    public long eventDue() {
        return eventTimes.length == 0 ? NEVER : eventTimes[0];
    }

    @Override
    public long runningDue() {
        return runningTimes.length == 0 ? NEVER : runningTimes[0];
    }

    Timed<S> withState(@Nullable S newState) {
        return new Timed<>(newState, eventTimes, runningTimes);
    }

    Timed<S> withEventTimes(long[] newTimes) {
        return newTimes == eventTimes ? this : new Timed<>(state, newTimes, runningTimes);
    }

    Timed<S> withRunningTimes(long[] newTimes) {
        return newTimes == runningTimes ? this : new Timed<>(state, eventTimes, newTimes);
    }
}
