package io.sakia.connector.codec;

import java.io.IOException;

/**
 * Stored values have a shape that this version of the program can't read. The message names the class and the component, what was stored and what the
 * program has, and what to do.
 */
public final class ShapeMismatchException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what does not fit, and what to do. */
    public ShapeMismatchException(String message) {
        super(message);
    }
}
