package io.sakia.embedded;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where a thread is: in the program's own code, if it passes through that. */
final class Whereabouts {
    private static final List<String> NOT_THE_PROGRAMS = List.of(
            "java.",
            "jdk.",
            "sun.",
            "io.sakia.embedded.",
            "io.sakia.streaming.",
            "io.sakia.rdd.",
            "io.sakia.plan.",
            "io.sakia.function.",
            "io.sakia.column.",
            "io.sakia.connector.",
            "io.sakia.engine.",
            "io.sakia.local.");

    private Whereabouts() {}

    /** The place; null if the thread has none. */
    static @Nullable String of(Thread thread) {
        return of(thread.getStackTrace());
    }

    /** The place that a stack shows, its top first. */
    static @Nullable String of(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(Task.class.getName())) {
                break; // what is below has called the engine
            }
            if (NOT_THE_PROGRAMS.stream().noneMatch(frame.getClassName()::startsWith)) {
                return text(frame);
            }
        }
        return stack.length == 0 ? null : text(stack[0]);
    }

    private static String text(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }
}
