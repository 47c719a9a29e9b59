package io.sakia.streaming.keyed;

import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.UnknownTypeException;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.window.Timing;
import io.sakia.streaming.window.Window;
import io.sakia.streaming.window.Windowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types that a program's state may be made of: keys, states and the values of windows. States are copied by their codecs; a class
 * that no codec knows is refused the first time it comes, with the line to add.
 */
public final class StoredTypes implements StateCopier<Object> {
    private static final long serialVersionUID = 1L;

    private final List<Class<?>> registered;
    private transient volatile @Nullable Codecs codecs;
    private transient volatile @Nullable Class<?> lastRequired;

    /** The standard types and these. */
    public StoredTypes(List<Class<?>> registered) {
        this.registered = List.copyOf(registered);
    }

    /** Refuses a value that could not be stored. Cheap while the values are of one class. */
    public void require(Object value) {
        Class<?> type = value.getClass();
        if (type != lastRequired) {
            codecs().of(type);
            lastRequired = type;
        }
    }

    /**
     * Refuses a declared type that could not be stored.
     *
     * @throws UnknownTypeException which says what to register
     */
    public void requireDeclared(Class<?> type) {
        codecs().of(type);
    }

    @Override
    public Object copy(Object state) {
        return state instanceof Long || state instanceof Integer || state instanceof Double || state instanceof String
                ? state // as the codecs would, without asking: most states are of these
                : codecs().copy(state);
    }

    @Override
    public boolean keeps(Class<?> type) {
        return codecs().isFixed(type);
    }

    /** This copier for states of a type. */
    @SuppressWarnings("unchecked") // it gives a copy of the same type as it got
    <S> StateCopier<S> copier() {
        return (StateCopier<S>) (StateCopier<?>) this;
    }

    /** The codecs of the standard types and of those that are registered. */
    Codecs codecs() {
        Codecs known = codecs;
        if (known == null) {
            known = Codecs.standard()
                    .with(registered.toArray(Class<?>[]::new))
                    .with(Windowed.class, Window.class, Timing.class);
            codecs = known;
        }
        return known;
    }
}
