package io.sakia.cli;

/** A command can't do what it was asked; the message is one line that says what to do. */
public final class WrongUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what to do. */
    public WrongUseException(String message) {
        super(message);
    }

    /** As the other, with what was thrown. */
    public WrongUseException(String message, Throwable cause) {
        super(message, cause);
    }
}
