package io.sakia.embedded.disk;

import org.jspecify.annotations.Nullable;

/** A record can't be written as bytes, since its class says nowhere how. */
public final class UnspillableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnspillableException(Class<?> type, String why, @Nullable Throwable cause) {
        super(
                "a " + type.getName() + " can't be written as bytes (" + why
                        + "), so it can't leave memory: make it a record or"
                        + " Serializable, keep it at a level without disk or bytes, or raise sakia.memory",
                cause);
    }
}
