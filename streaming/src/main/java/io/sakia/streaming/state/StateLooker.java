package io.sakia.streaming.state;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Shows the keys of a version with their states. */
record StateLooker<K, S>(BiConsumer<? super K, ? super S> looker) implements StateVisitor<K, S> {
    @Override
    public void begin(boolean whole) {}

    @Override
    public void visit(Change change, K key, long hash, @Nullable S state) {
        if (state != null) {
            looker.accept(key, state);
        }
    }
}
