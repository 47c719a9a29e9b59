package io.sakia.streaming.keyed;

import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.KeyPanes;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateLoader;
import io.sakia.streaming.state.StateSession;
import io.sakia.streaming.state.StateStores;
import io.sakia.streaming.state.StateTarget;
import io.sakia.streaming.state.WindowPlace;
import io.sakia.streaming.state.WindowSession;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a task opens the state that it advances.
 *
 * @param stores the states in its executor
 * @param target which of them
 * @param before the increment that was accepted for the batch before; null for the empty state
 * @param copier copies states that can change
 * @param loader loads what is not in memory; null where states are not stored
 * @param codec how keys and states are stored, or would be
 */
record StateOpening<K, S>(
        StateStores stores,
        StateTarget target,
        @Nullable Increment before,
        StateCopier<S> copier,
        @Nullable StateLoader<K, S> loader,
        Supplier<StateCodec<K, S>> codec) {
    /** Opens states by key. */
    StateSession<K, S> session() throws InterruptedException, IOException {
        return loader == null
                ? stores.open(target, before, copier, codec)
                : stores.open(target, before, copier, loader);
    }

    /**
     * Opens windows.
     *
     * @param panes how they are stored, or would be
     */
    @SuppressWarnings("unchecked") // only windows call it, whose states are panes
    <A extends @Nullable Object> WindowSession<K, A> windows(StateCodec<K, KeyPanes<A>> panes, WindowPlace<A> place)
            throws InterruptedException, IOException {
        return stores.openWindows(
                target, before, panes, (StateLoader<K, KeyPanes<A>>) (StateLoader<?, ?>) loader, place);
    }
}
