package io.sakia.streaming.state;

import java.util.Optional;

/**
 * The state of one key, as a function of {@code mapWithState} sees it. What the function does to it counts if the whole batch's step
 * succeeds; a function that fails half-way has changed nothing.
 *
 * <pre>{@code
 * (word, one, state) -> {
 *     long count = state.getOption().orElse(0L) + one;
 *     state.update(count);
 *     return Pair.of(word, count);
 * }
 * }</pre>
 */
public interface State<S> {
    /** Whether the key has a state. */
    boolean exists();

    /** The state; a {@link java.util.NoSuchElementException} if there is none. It is a copy: call {@link #update} to keep a change. */
    S get();

    /** The state, if there is one. */
    Optional<S> getOption();

    /** Replaces the state; an {@link IllegalStateException} if it is timing out. */
    void update(S newState);

    /** Removes the state; an {@link IllegalStateException} if it is timing out, when it goes anyway. */
    void remove();

    /** Whether the key has stayed away for its {@linkplain StateSpec#timeout time}: this call is the last that sees the state. */
    boolean isTimingOut();
}
