package io.sakia.embedded.disk;

import java.nio.file.Path;

/** What was written to disk can't be read again: the file is gone or damaged. Whoever can computes the records again. */
public final class LostBlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostBlockException(Path file, long offset, String what, Throwable cause) {
        super(file + ", at byte " + offset + ": " + what, cause);
    }

    LostBlockException(Path file, long offset, String what) {
        super(file + ", at byte " + offset + ": " + what);
    }
}
