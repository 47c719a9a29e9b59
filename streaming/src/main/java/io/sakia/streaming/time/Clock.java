package io.sakia.streaming.time;

/** The clock that a stream runs by. There is one that follows the system, and one in the test kit that is moved by hand. */
public interface Clock {
    /** The time in milliseconds since 1970. */
    long millis();

    /** A time in nanoseconds from any moment on, by which it is measured how long something takes. It goes on as {@link #millis} does, and never goes back. */
    default long nanos() {
        return millis() * 1_000_000;
    }

    /** Waits until {@link #millis} has reached the deadline, or the alarm is rung, or was rung since it was last awaited. */
    void await(Alarm alarm, long deadline) throws InterruptedException;

    /** Whoever waits by this alarm is about to begin; a clock that is moved by hand waits for it from now on. */
    default void register(Alarm alarm) {}

    /** Nobody waits by this alarm any more. */
    default void unregister(Alarm alarm) {}

    /** A clock that follows the system's. */
    static Clock system() {
        return new SystemClock();
    }
}
