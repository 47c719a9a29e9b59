package io.sakia.streaming.state;

import io.sakia.connector.codec.UnknownTypeException;
import org.jspecify.annotations.Nullable;

/**
 * How the keys and the states of an operator are stored.
 *
 * <pre>{@code new StateCodec<>(StateFormat.any(codecs), StateFormat.declared(codecs, Long.class))}</pre>
 *
 * <p>Used by one thread at a time.
 */
public record StateCodec<K, S>(StateFormat<K> keys, StateFormat<S> states) {
    /** Refuses a key or a state that could not be stored, naming the operator. */
    void require(String operator, K key, S state) {
        try {
            keys.require(key);
        } catch (UnknownTypeException e) {
            throw e.in("a key of operator '" + operator + "'");
        }
        try {
            states.require(state);
        } catch (UnknownTypeException e) {
            throw e.in("a state of operator '" + operator + "'");
        }
    }

    /** The codec that reads what was stored by formats of these names; null if there is none. */
    @Nullable
    StateCodec<K, S> reading(String storedKeys, String storedStates) {
        StateFormat<K> keyReader = keys.reading(storedKeys);
        StateFormat<S> stateReader = states.reading(storedStates);
        return keyReader == null || stateReader == null ? null : new StateCodec<>(keyReader, stateReader);
    }
}
