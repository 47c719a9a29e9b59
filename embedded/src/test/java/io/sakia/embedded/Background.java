package io.sakia.embedded;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;

/** A call on a thread of its own, whose outcome the test waits for. */
final class Background<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = new Thread(task, "test-caller");
    }

    static <T> Background<T> start(Callable<T> call) {
        Background<T> background = new Background<>(call);
        background.thread.setDaemon(true);
        background.thread.start();
        return background;
    }

    Thread thread() {
        return thread;
    }

    /** Waits until the call waits itself, where nothing else tells that it has come so far. */
    void awaitWaiting() {
        while (thread.getState() != Thread.State.WAITING) {
            if (!thread.isAlive() || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("the call does not wait");
            }
            Thread.onSpinWait();
        }
    }

    /** The result; what the call threw is thrown here. */
    T await() throws Exception {
        try {
            return task.get();
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw new CompletionException(e.getCause());
        }
    }
}
