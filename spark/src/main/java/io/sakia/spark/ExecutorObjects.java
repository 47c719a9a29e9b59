package io.sakia.spark;

import io.sakia.TaskContext;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The objects that live in an executor as long as it does, for each engine that has tasks in this JVM. Static because it is the
 * JVM that Spark calls an executor: tasks find no other object of theirs there.
 */
final class ExecutorObjects {
    private static final ConcurrentMap<String, ConcurrentMap<String, Object>> BY_CONTEXT = new ConcurrentHashMap<>();

    private ExecutorObjects() {}

    /** The objects of an engine. */
    static ConcurrentMap<String, Object> of(String context) {
        return BY_CONTEXT.computeIfAbsent(context, id -> new ConcurrentHashMap<>());
    }

    /** Gives up the objects of an engine that was closed, where the driver is an executor too. */
    static void forget(String context) {
        ConcurrentMap<String, Object> objects = BY_CONTEXT.remove(context);
        if (objects != null) {
            TaskContext.closeLocals(objects);
        }
    }
}
