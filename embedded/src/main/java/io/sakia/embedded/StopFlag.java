package io.sakia.embedded;

/** Raised once when a job is to stop; read by every loop of its tasks. */
final class StopFlag {
    private volatile boolean raised;

    void raise() {
        raised = true;
    }

    boolean isRaised() {
        return raised;
    }
}
