package io.sakia.embedded;

/** Ends a task whose job was stopped or whose thread was interrupted; never counted as a failure of a user's function. */
final class TaskStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TaskStopped() {
        super("the task's job was stopped, or its thread interrupted", null, false, false);
    }
}
