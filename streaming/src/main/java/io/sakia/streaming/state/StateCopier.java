package io.sakia.streaming.state;

import java.io.Serializable;

/**
 * Copies states between a store and the user's functions, so that a function which changes a state and then fails has changed
 * a copy of its own.
 *
 * <pre>{@code
 * StateCopier<Long> numbers = StateCopier.immutable();
 * StateCopier<ArrayList<String>> lists = ArrayList::new;
 * }</pre>
 *
 * @param <S> the states; never null
 */
@FunctionalInterface
public interface StateCopier<S> extends Serializable {
    /** A state that equals this one and shares nothing changeable with it. */
    S copy(S state);

    /** The copier of states that cannot change: it gives the state itself. */
    static <S> StateCopier<S> immutable() {
        return state -> state;
    }
}
