package io.sakia.streaming.keyed;

import io.sakia.streaming.state.State;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A state whose changes in one call can be undone: it keeps what there was before the first. */
final class UndoneState<S> implements State<S> {
    private final State<S> state;
    private @Nullable S before;
    private boolean existed;
    private boolean changed;
    private boolean refused;

    UndoneState(State<S> state) {
        this.state = state;
    }

    /** Makes the state what it was. */
    void undo() {
        if (!changed) {
            return;
        }
        S former = before;
        if (existed && former != null) {
            state.update(former);
        } else {
            state.remove();
        }
    }

    /** Whether a change was refused. */
    boolean refused() {
        return refused;
    }

    @Override
    public boolean exists() {
        return state.exists();
    }

    @Override
    public S get() {
        return state.get();
    }

    @Override
    public Optional<S> getOption() {
        return state.getOption();
    }

    @Override
    public void update(S newState) {
        changes();
        refused = true;
        state.update(newState);
        refused = false;
    }

    @Override
    public void remove() {
        changes();
        refused = true;
        state.remove();
        refused = false;
    }

    @Override
    public boolean isTimingOut() {
        return state.isTimingOut();
    }

    private void changes() {
        if (!changed) {
            existed = state.exists();
            before = existed ? state.get() : null;
            changed = true;
        }
    }
}
