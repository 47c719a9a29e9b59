package io.sakia.connector.codec;

import io.sakia.function.SharedInTasks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types that a program registered, as they travel to tasks: classes, of which each executor makes the codecs once. Never changes.
 *
 * <pre>{@code new RegisteredTypes(List.of(Click.class)).codecs().any().write(click, out)}</pre>
 */
public final class RegisteredTypes implements Serializable, SharedInTasks {
    private static final long serialVersionUID = 1L;

    private final List<Class<?>> types;
    private transient volatile @Nullable Codecs codecs;

    /** These types, besides those that are known without registration. */
    public RegisteredTypes(List<Class<?>> types) {
        this.types = List.copyOf(types);
    }

    /**
     * These types and others.
     *
     * @throws UnknownTypeException if one of them can't be stored
     */
    public RegisteredTypes with(Class<?>... others) {
        List<Class<?>> all = new ArrayList<>(types);
        all.addAll(List.of(others));
        RegisteredTypes wider = new RegisteredTypes(all);
        wider.codecs();
        return wider;
    }

    /** The codecs of these types. */
    public Codecs codecs() {
        Codecs known = codecs;
        if (known == null) {
            known = Codecs.standard().with(types.toArray(Class<?>[]::new));
            codecs = known;
        }
        return known;
    }
}
