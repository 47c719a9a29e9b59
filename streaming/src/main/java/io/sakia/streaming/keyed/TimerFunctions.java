package io.sakia.streaming.keyed;

import io.sakia.function.Function3;
import io.sakia.streaming.state.TimedState;
import io.sakia.streaming.state.Timer;
import java.io.Serializable;

/**
 * What a function over states with timers does.
 *
 * @param onRecord is called for each pair
 * @param onTimer is called for each timer that comes up
 */
public record TimerFunctions<K, V, S, M>(
        Function3<K, V, TimedState<S>, ? extends Iterable<M>> onRecord,
        Function3<K, Timer, TimedState<S>, ? extends Iterable<M>> onTimer)
        implements Serializable {}
