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

    /**
     * Whether the copy of every state of a class is the state itself, so that nobody need ask. Of most classes a copier does not know, and says
     * no.
     */
    default boolean keeps(Class<?> type) {
        return false;
    }

    /** The copier of states that cannot change: it gives the state itself. */
    static <S> StateCopier<S> immutable() {
        return state -> state;
    }
}
