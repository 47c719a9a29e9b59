package io.sakia.streaming.state;

/** A state that was written to a local disk, because memory had no room for it, can't be read again. No other state was taken for it. */
public final class StateUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateUnreadableException(String owner, Object file, Exception cause) {
        super(
                "a state of " + owner + " that was moved out of memory can't be read from " + file + ": "
                        + cause.getMessage()
                        + ". The batch can't be computed without it: see to the disk or name another"
                        + " one in sakia.local.dir, and start the program again; with a checkpoint it goes on from its last"
                        + " epoch",
                cause);
    }
}
