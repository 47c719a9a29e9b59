package io.sakia.streaming.state;

import io.sakia.connector.codec.UnknownTypeException;
import java.util.ArrayList;
import java.util.List;
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
        requireKey(operator, key);
        requireState(operator, () -> states.require(state));
    }

    /** Refuses a key that could not be stored, naming the operator. */
    void requireKey(String operator, K key) {
        try {
            keys.require(key);
        } catch (UnknownTypeException e) {
            throw e.in("a key of operator '" + operator + "'");
        }
    }

    /** Names the operator where a state, or a part of one, is refused. */
    void requireState(String operator, Runnable requiring) {
        try {
            requiring.run();
        } catch (UnknownTypeException e) {
            throw e.in("a state of operator '" + operator + "'");
        }
    }

    /** The types that were declared for keys and states: what a file must define the shapes of, besides the registered types. */
    public List<Class<?>> declared() {
        List<Class<?>> types = new ArrayList<>();
        add(keys.declared(), types);
        add(states.declared(), types);
        return types;
    }

    private static void add(@Nullable Class<?> type, List<Class<?>> types) {
        if (type != null) {
            types.add(type);
        }
    }
}
