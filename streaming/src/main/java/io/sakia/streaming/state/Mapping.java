package io.sakia.streaming.state;

import io.sakia.streaming.time.Time;
import java.io.Serializable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code mapWithState} does with a pair and the state of its key. */
@FunctionalInterface
public interface Mapping<K, V, S, M> extends Serializable {
    /**
     * Gives {@code out} what is sent on.
     *
     * @param time the batch's time
     * @param value the value, or null if the key is timing out
     * @param state the key's state, for this call only
     */
    void call(Time time, K key, @Nullable V value, State<S> state, Consumer<? super M> out) throws Exception;
}
