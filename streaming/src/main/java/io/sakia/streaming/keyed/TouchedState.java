package io.sakia.streaming.keyed;

import io.sakia.function.NotNull;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateSession;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key's state in a session where keys time out. A session keeps {@link Touched} as it is, so that keys can be looked through without
 * copying their states; the copies between store and function are made here. What a function changes is kept when it has returned.
 */
final class TouchedState<K, S> implements State<S> {
    private final StateSession<K, Touched<S>> session;
    private final StateCopier<S> copier;
    private final K key;
    private final long now;
    private @Nullable S changed;
    private boolean isChanged;

    TouchedState(StateSession<K, Touched<S>> session, StateCopier<S> copier, K key, long now) {
        this.session = session;
        this.copier = copier;
        this.key = key;
        this.now = now;
    }

    @Override
    public boolean exists() {
        return isChanged ? changed != null : session.contains(key);
    }

    @Override
    public S get() {
        S state = copy();
        if (state == null) {
            throw new NoSuchElementException("key " + key + " has no state yet; ask exists(), or use getOption()");
        }
        return state;
    }

    @Override
    public Optional<S> getOption() {
        return Optional.ofNullable(copy());
    }

    @Override
    public void update(S newState) {
        changed = copier.copy(NotNull.given(newState));
        isChanged = true;
    }

    @Override
    public void remove() {
        changed = null;
        isChanged = true;
    }

    @Override
    public boolean isTimingOut() {
        return false;
    }

    /** Keeps what was changed, and that the key came, if it has a state. */
    void keep() {
        if (!isChanged) {
            Touched<S> held = session.get(key);
            if (held != null) {
                session.renew(key, new Touched<>(held.state(), now));
            }
        } else if (changed != null) {
            session.renew(key, new Touched<>(changed, now));
        } else {
            session.remove(key);
        }
    }

    private @Nullable S copy() {
        if (isChanged) {
            S state = changed;
            return state == null ? null : copier.copy(state);
        }
        Touched<S> held = session.get(key);
        return held == null ? null : copier.copy(held.state());
    }
}
