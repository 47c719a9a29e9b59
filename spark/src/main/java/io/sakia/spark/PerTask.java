package io.sakia.spark;

import io.sakia.function.TaskFunction;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function inside a task: the same object wherever the task meets this holder. Spark gives each task its own copy of all that
 * travels, so a field is as good as a table by task.
 */
final class PerTask<F> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TaskFunction<F> given;
    private transient @Nullable F own;

    PerTask(TaskFunction<F> given) {
        this.given = given;
    }

    /** The task's function; only to be called inside tasks. */
    F get() {
        F present = own;
        if (present == null) {
            present = given.get();
            own = present;
        }
        return present;
    }
}
