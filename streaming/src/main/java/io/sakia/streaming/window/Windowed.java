package io.sakia.streaming.window;

import java.io.Serializable;
import java.time.Instant;

/**
 * What came of one window of one key.
 *
 * @param key the key; {@code "all"} where there are none
 * @param window the window
 * @param value what was made of its records
 * @param timing whether more may come
 */
public record Windowed<K, R>(K key, Window window, R value, Timing timing) implements Serializable {
    /**
     * The event time of this result, the last millisecond of the window: the time by which it falls into a window that is put behind this one.
     */
    public Instant time() {
        return Instant.ofEpochMilli(window.endMillis() - 1);
    }

    /** The same with another value. */
    public <S> Windowed<K, S> with(S newValue) {
        return new Windowed<>(key, window, newValue, timing);
    }
}
