package io.sakia.embedded;

import io.sakia.embedded.spill.Scope;
import io.sakia.embedded.spill.Workspace;
import io.sakia.function.TaskFunction;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt at a task owns: its copies of the user's functions and the readers that it opened. Used on the task's thread.
 */
final class Attempt implements Scope {
    private final StopFlag stop;
    private final Workspace space;
    private final Chains chains;
    private final FoldLoops loops;
    private @Nullable IdentityHashMap<TaskFunction<?>, Object> copies;
    private @Nullable List<Resource> open;

    Attempt(StopFlag stop, Workspace space, Chains chains, FoldLoops loops) {
        this.stop = stop;
        this.space = space;
        this.chains = chains;
        this.loops = loops;
    }

    /** The memory and the folders of this attempt's engine. */
    Workspace space() {
        return space;
    }

    /** The chains that this attempt's engine knows. */
    Chains chains() {
        return chains;
    }

    /** The loops of folds that this attempt's engine knows. */
    FoldLoops loops() {
        return loops;
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
    @Override
    public void checkStopped() {
        if (stop.isRaised()) {
            throw new TaskStopped();
        }
    }

    @Override
    public void atEnd(Runnable release) {
        opened(release::run);
    }

    /** Remembers what must be closed even if it is never read to the end. Closing takes it back. */
    void opened(Resource resource) {
        if (open == null) {
            open = new ArrayList<>(1);
        }
        open.add(resource);
    }

    /** Takes back {@link #opened}. */
    void closed(Resource resource) {
        if (open != null) {
            open.remove(resource);
        }
    }

    /** Closes what is still open. */
    void close() {
        while (open != null && !open.isEmpty()) {
            open.remove(open.size() - 1).close();
        }
    }

    /** Closes what is still open, adding what goes wrong to the failure that ended this attempt. */
    void abandon(Throwable failure) {
        while (open != null && !open.isEmpty()) {
            try {
                open.remove(open.size() - 1).close();
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Something that an attempt must not leave open. */
    @FunctionalInterface
    interface Resource {
        /** Closes it; may be called more than once. */
        void close();
    }
}
