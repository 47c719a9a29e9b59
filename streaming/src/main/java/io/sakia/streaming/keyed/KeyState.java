package io.sakia.streaming.keyed;

import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSession;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key's state in a session where states are kept as they are. */
final class KeyState<K, S> implements State<S> {
    private final StateSession<K, S> session;
    private final K key;

    KeyState(StateSession<K, S> session, K key) {
        this.session = session;
        this.key = key;
    }

    @Override
    public boolean exists() {
        return session.contains(key);
    }

    @Override
    public S get() {
        return present(key, session.get(key));
    }

    @Override
    public Optional<S> getOption() {
        return Optional.ofNullable(session.get(key));
    }

    @Override
    public void update(S newState) {
        session.put(key, newState);
    }

    @Override
    public void remove() {
        session.remove(key);
    }

    @Override
    public boolean isTimingOut() {
        return false;
    }

    /** A state that is asked for, if it is there. */
    static <S> S present(Object key, @Nullable S state) {
        if (state == null) {
            throw new NoSuchElementException("key " + key + " has no state yet; ask exists(), or use getOption()");
        }
        return state;
    }
}
