package io.sakia.cli;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process in good order: on Ctrl-C or SIGTERM it stops what runs, and lets the main thread finish and choose the exit code.
 *
 * <pre>
 *   signal ──► hook: stop what runs ──► wait for exit(code) ──► halt(code)
 *                                            ▲
 *   main thread: … run … print … ── exit(code)    (without a signal: System.exit)
 * </pre>
 *
 * While nothing is registered a signal ends the process at once; so does a {@linkplain SecondSignal second one} always.
 */
final class ProcessStop implements StopRequest {
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final Runnable told;
    private @Nullable Runnable stop;
    private boolean asked;

    private ProcessStop(Runnable told) {
        this.told = told;
    }

    /**
     * One that hears this process's signals.
     *
     * @param told tells the user that something that runs is being stopped
     */
    static ProcessStop installed(Runnable told) {
        ProcessStop process = new ProcessStop(told);
        SecondSignal.halts();
        Runtime.getRuntime().addShutdownHook(new Thread(process::endInOrder, "sakia-stop"));
        return process;
    }

    @Override
    public void whenAsked(Runnable action) {
        synchronized (this) {
            stop = action;
            if (!asked) {
                return;
            }
        }
        action.run();
    }

    @Override
    public synchronized boolean isAsked() {
        return asked;
    }

    /** Ends the process; does not return. */
    @SuppressWarnings("SystemExitOutsideMain")
    void exit(int code) {
        exitCode.complete(code);
        System.exit(code); // once a hook runs this blocks, and the hook ends the process
    }

    private void endInOrder() {
        if (!exitCode.isDone()) {
            Runnable action;
            synchronized (this) {
                asked = true;
                action = stop;
            }
            if (action == null) {
                return;
            }
            told.run();
            action.run();
        }
        // Without halt a signal's own code would be the process's.
        Runtime.getRuntime().halt(exitCode.join());
    }
}
