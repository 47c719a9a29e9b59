package io.sakia.embedded;

import io.sakia.function.TaskFunction;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt at a task owns: its copies of the user's functions and the readers that it opened. Used on the task's thread.
 */
final class Attempt {
    private final StopFlag stop;
    private @Nullable IdentityHashMap<TaskFunction<?>, Object> copies;
    private @Nullable List<SourceRecords> open;

    Attempt(StopFlag stop) {
        this.stop = stop;
    }

    /** This attempt's own object for a function, the same wherever the attempt meets that function. */
    @SuppressWarnings("unchecked")
    <F> F function(TaskFunction<F> function) {
        if (function.isShared()) {
            return function.get();
        }
        if (copies == null) {
            copies = new IdentityHashMap<>(4);
        }
        return (F) copies.computeIfAbsent(function, TaskFunction::get);
    }

    /** Ends this attempt if its job was stopped; called for each record that a loop reads. */
    void checkStopped() {
        if (stop.isRaised()) {
            throw new TaskStopped();
        }
    }

    /** Remembers a reader that must be closed even if its records are never read to the end. */
    void opened(SourceRecords records) {
        if (open == null) {
            open = new ArrayList<>(1);
        }
        open.add(records);
    }

    /** Takes back {@link #opened}. */
    void closed(SourceRecords records) {
        if (open != null) {
            open.remove(records);
        }
    }

    /** Closes what is still open. */
    void close() {
        while (open != null && !open.isEmpty()) {
            open.get(open.size() - 1).close();
        }
    }

    /** Closes what is still open, adding what goes wrong to the failure that ended this attempt. */
    void abandon(Throwable failure) {
        while (open != null && !open.isEmpty()) {
            try {
                open.get(open.size() - 1).close();
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
