package io.sakia.streaming.keyed;

import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StateLoader;
import io.sakia.streaming.state.StoredOperator;
import java.io.Serializable;

/**
 * Where the tasks of an operator find its state if it is not in their executor's memory.
 *
 * @param folder where states are stored
 * @param stored what is stored of the operator
 */
record StateStorage(StateFolder folder, StoredOperator stored) implements Serializable {
    /** What loads the states of a function. */
    <K, S> StateLoader<K, S> loader(StateFunction<K, ?, S, ?> function, StoredTypes types) {
        return new StateLoader<>(folder, stored, types.codecs(), function.codec(types.codecs()), function.order());
    }
}
