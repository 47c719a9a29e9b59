package io.sakia.cli;

/** The wish that what runs should end in good order: Ctrl-C or SIGTERM. */
public interface StopRequest {
    /** Registers what ends it; called at once, on another thread, when the wish comes, and at once here if it has come already. */
    void whenAsked(Runnable stop);

    /** Whether the wish has come. */
    boolean isAsked();
}
