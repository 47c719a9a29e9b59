package io.sakia;

import io.sakia.function.SharedInTasks;
import java.io.Serializable;

/**
 * A value that is sent to each executor once and read by many tasks. It must not be changed.
 *
 * <pre>{@code
 * Broadcast<Map<String, String>> names = sc.broadcast(Map.of("de", "Germany"));
 * codes.map(code -> names.value().getOrDefault(code, "?"));
 * }</pre>
 */
public interface Broadcast<T> extends Serializable, SharedInTasks {
    /** The value; an {@link IllegalStateException} after {@link #destroy}. */
    T value();

    /** Gives the value up everywhere; it can't be read again. */
    void destroy();
}
