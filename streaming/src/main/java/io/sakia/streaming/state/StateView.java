package io.sakia.streaming.state;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a function is shown in place of the loop as long as it has no loop of its own: the same, one call further away, and each time in another one
 * of three classes.
 *
 * <p>The JIT compiles a function by itself before it compiles the loop around it. Were it always shown one class, then all that its state does would
 * be compiled into the function, which would be too large to be compiled into a loop later. What is shown as three classes is called instead; in the
 * function's own loop it is of one known class, and all becomes one.
 */
abstract class StateView implements State<Object>, Consumer<Object> {
    private final State<Object> state;
    private final Consumer<Object> out;

    private StateView(State<Object> state, Consumer<Object> out) {
        this.state = state;
        this.out = out;
    }

    /** The three that are shown in turn. */
    static StateView[] of(State<Object> state, Consumer<Object> out) {
        return new StateView[] {new First(state, out), new Second(state, out), new Third(state, out)};
    }

    @Override
    public boolean exists() {
        return state.exists();
    }

    @Override
    public Object get() {
        return state.get();
    }

    @Override
    public Optional<Object> getOption() {
        return state.getOption();
    }

    @Override
    public void update(Object newState) {
        state.update(newState);
    }

    @Override
    public void remove() {
        state.remove();
    }

    @Override
    public boolean isTimingOut() {
        return false;
    }

    @Override
    public void accept(Object record) {
        out.accept(record);
    }

    private static final class First extends StateView {
        First(State<Object> state, Consumer<Object> out) {
            super(state, out);
        }
    }

    private static final class Second extends StateView {
        Second(State<Object> state, Consumer<Object> out) {
            super(state, out);
        }
    }

    private static final class Third extends StateView {
        Third(State<Object> state, Consumer<Object> out) {
            super(state, out);
        }
    }
}
