package io.sakia.streaming;

import java.io.Serializable;

/**
 * The name of a side output, and the type of what goes there.
 *
 * <pre>{@code static final OutputTag<String> BROKEN = OutputTag.of("broken");}</pre>
 *
 * @param name tells the side outputs of one {@link DStream#process process} apart
 * @param <S> the records of the side output
 */
@SuppressWarnings("UnusedTypeParameter") // it ties a name to the type of what goes there
public record OutputTag<S>(String name) implements Serializable {
    /** Refuses a name that nobody can read. */
    public OutputTag {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a side output can't be blank");
        }
    }

    /** A tag of that name. */
    public static <S> OutputTag<S> of(String name) {
        return new OutputTag<>(name);
    }
}
