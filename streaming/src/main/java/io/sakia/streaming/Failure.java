package io.sakia.streaming;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Prints why a stream failed: the message in one line, then the stack of what the user's code threw. */
final class Failure {
    private Failure() {}

    static void print(Throwable failure, PrintStream out) {
        out.println("the stream failed: " + failure.getMessage());
        Throwable root = root(failure);
        if (root != failure) {
            root.printStackTrace(out);
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }
}
