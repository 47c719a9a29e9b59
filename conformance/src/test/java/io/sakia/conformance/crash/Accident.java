package io.sakia.conformance.crash;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Something that fails once in all lives of a program. */
final class Accident {
    private final AtomicInteger left;

    /** Happens at the n-th chance, counted from 1; never if that is 0. */
    Accident(int chance) {
        left = new AtomicInteger(chance);
    }

    static Accident none() {
        return new Accident(0);
    }

    void chance() throws IOException {
        if (left.decrementAndGet() == 0) {
            throw new IOException("the accident happened");
        }
    }

    /** Whether a stream failed because of it. */
    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if ("the accident happened".equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }
}
