package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.streaming.window.Timing;
import io.sakia.streaming.window.Window;
import io.sakia.streaming.window.Windowed;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/**
 * The results of one window, on time, among what a step puts out: they stay in columns until somebody reads them.
 *
 * @param results by key; a list that can be serialised
 */
record WindowResults<K, R>(Window window, List<Pair<K, R>> results) implements Iterable<Windowed<K, R>>, Serializable {
    @Override
    public Iterator<Windowed<K, R>> iterator() {
        Iterator<Pair<K, R>> pairs = results.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pairs.hasNext();
            }

            @Override
            public Windowed<K, R> next() {
                Pair<K, R> pair = pairs.next();
                return new Windowed<>(pair.key(), window, pair.value(), Timing.ON_TIME);
            }
        };
    }
}
