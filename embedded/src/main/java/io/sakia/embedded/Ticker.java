package io.sakia.embedded;

/** Tells how time goes by, in nanoseconds from no moment in particular. */
@FunctionalInterface
interface Ticker {
    /** Nanoseconds that never go back; only the difference of two means anything. */
    long nanos();
}
