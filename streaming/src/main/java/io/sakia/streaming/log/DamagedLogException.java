package io.sakia.streaming.log;

import java.io.IOException;

/** Bytes of a log that had been stored are not what was stored. Nothing is guessed: the log is not opened. */
public final class DamagedLogException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedLogException(String file, long offset, String what) {
        super(file + " is damaged at byte " + offset + ": " + what);
    }
}
