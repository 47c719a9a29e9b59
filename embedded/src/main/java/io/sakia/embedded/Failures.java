package io.sakia.embedded;

import io.sakia.engine.OperatorException;
import io.sakia.plan.Origin;
import java.nio.channels.ClosedByInterruptException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what a user's function threw into a failure that names the operator, with the user's own frames in its stack trace. */
final class Failures {
    /** How far above {@link #at} the engine's method that made the call stands at most. */
    private static final int CLOSE = 2;

    private Failures() {}

    /**
     * What to throw for an exception that came out of a user's function; to be called in the catch block right around the call,
     * since all frames from there downwards are cut off as the engine's.
     */
    static RuntimeException at(Origin origin, @Nullable Object record, Throwable thrown) {
        if (thrown instanceof TaskStopped stopped) {
            return stopped;
        }
        if (thrown instanceof OperatorException inner) {
            return inner;
        }
        StackTraceElement[] here = new Throwable().getStackTrace();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            cut(cause, here);
        }
        // Describing a record calls its toString: not when the virtual machine is out of something.
        return OperatorException.of(origin, thrown instanceof VirtualMachineError ? null : record, thrown);
    }

    /** What to throw where a function gave null for a record. */
    static RuntimeException gaveNull(Origin origin, @Nullable Object record) {
        return engineSays(
                origin,
                record,
                new NullPointerException(origin.operation()
                        + " gave null, and a record can't be null: leave it out with filter or flatMap, or wrap it in an"
                        + " Optional"));
    }

    /** What to throw for a fault that the engine found itself: no frame of it would help the user. */
    static RuntimeException engineSays(Origin origin, @Nullable Object record, RuntimeException fault) {
        fault.setStackTrace(new StackTraceElement[0]);
        return OperatorException.of(origin, record, fault);
    }

    /** Whether an exception says that its thread was interrupted. */
    static boolean isInterruption(@Nullable Throwable thrown) {
        if (thrown == null) {
            return false;
        }
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Cuts off the frames that a stack trace has in common with this place. {@code here} begins with {@link #at}, perhaps a method that
     * gathers what it is called with, and the engine's method that made the call, which stands in the trace with another line. Frames of
     * generated classes stand in neither.
     */
    private static void cut(Throwable thrown, StackTraceElement[] here) {
        StackTraceElement[] trace = thrown.getStackTrace();
        int mine = here.length - 1;
        int its = trace.length - 1;
        while (mine > 0 && its >= 0 && here[mine].equals(trace[its])) {
            mine--;
            its--;
        }
        if (mine > CLOSE || its < 0) {
            return;
        }
        int end = isSameMethod(here[mine], trace[its]) ? its : its + 1;
        StackTraceElement[] users = new StackTraceElement[end];
        System.arraycopy(trace, 0, users, 0, end);
        thrown.setStackTrace(users);
    }

    private static boolean isSameMethod(StackTraceElement one, StackTraceElement other) {
        return one.getClassName().equals(other.getClassName())
                && one.getMethodName().equals(other.getMethodName());
    }
}
