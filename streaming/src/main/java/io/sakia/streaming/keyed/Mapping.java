package io.sakia.streaming.keyed;

import io.sakia.streaming.state.State;
import io.sakia.streaming.time.Time;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code mapWithState} does with a pair and the state of its key. */
@FunctionalInterface
public interface Mapping<K, V, S, M> extends Serializable {
    /**
     * Adds to {@code out} what is sent on.
     *
     * @param time the batch's time
     * @param value the value, or null if the key is timing out
     */
    void call(Time time, K key, @Nullable V value, State<S> state, List<M> out) throws Exception;
}
