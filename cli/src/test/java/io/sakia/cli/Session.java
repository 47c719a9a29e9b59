package io.sakia.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A user at a terminal: types one command, looks at the screen, and may press Ctrl-C. */
public final class Session {
    /** Standard output. */
    public final Screen out = new Screen();

    /** Standard error. */
    public final Screen err = new Screen();

    private final CtrlC ctrlC = new CtrlC();
    private final boolean terminal;

    private Session(boolean terminal) {
        this.terminal = terminal;
    }

    /** With standard error in a file. */
    public static Session redirected() {
        return new Session(false);
    }

    /** With standard error on a terminal. */
    public static Session onTerminal() {
        return new Session(true);
    }

    /** Runs a command to its end, and gives its exit code. */
    public int run(String... args) {
        return Main.run(new Shell(new Output(out), err.stream(), terminal, ctrlC), args);
    }

    /** Runs a command on a thread of its own. */
    public Future<Integer> start(String... args) {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread thread = new Thread(() -> code.complete(run(args)), "sakia " + String.join(" ", args));
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, problem) -> code.completeExceptionally(problem));
        thread.start();
        return code;
    }

    /** Presses Ctrl-C. */
    public void pressCtrlC() {
        ctrlC.press();
    }

    private static final class CtrlC implements StopRequest {
        private @Nullable Runnable stop;
        private boolean pressed;

        void press() {
            Runnable action;
            synchronized (this) {
                pressed = true;
                action = stop;
            }
            if (action != null) {
                action.run();
            }
        }

        @Override
        public void whenAsked(Runnable action) {
            synchronized (this) {
                stop = action;
                if (!pressed) {
                    return;
                }
            }
            action.run();
        }

        @Override
        public synchronized boolean isAsked() {
            return pressed;
        }
    }
}
