package io.sakia.embedded.spill;

/** The attempt at a task that something is done for. */
public interface Scope {
    /** What is done for no single task: it is never stopped, and reads nothing. */
    Scope NONE = new Scope() {
        @Override
        public void checkStopped() {
            // It goes on.
        }

        @Override
        public void atEnd(Runnable release) {
            throw new IllegalStateException("what has no end can't hold anything open");
        }
    };

    /** Ends the attempt if it was told to stop, by throwing; asked for each record that a loop touches. */
    void checkStopped();

    /** Calls {@code release} when the attempt ends, however it ends. */
    void atEnd(Runnable release);
}
