package io.sakia.streaming.keyed;

import io.sakia.streaming.state.State;
import java.util.Optional;

/** The state of a key that is timing out: it can be read once more, and is gone when the function has returned. */
record TimingOut<S>(Object key, S state) implements State<S> {
    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public S get() {
        return state;
    }

    @Override
    public Optional<S> getOption() {
        return Optional.of(state);
    }

    @Override
    public void update(S newState) {
        throw refused("updated");
    }

    @Override
    public void remove() {
        throw refused("removed");
    }

    @Override
    public boolean isTimingOut() {
        return true;
    }

    private IllegalStateException refused(String what) {
        return new IllegalStateException(
                "the state of key " + key + " is timing out and can't be " + what
                        + ": it goes when the function has returned; ask isTimingOut() first, and send on what is still wanted");
    }
}
