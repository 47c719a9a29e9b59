package io.sakia.conformance.stream;

import java.time.Duration;

/** Durations in the tables of streams, whose batches come once a second. */
final class Seconds {
    static final Duration ONE = Duration.ofSeconds(1);
    static final Duration TWO = Duration.ofSeconds(2);
    static final Duration THREE = Duration.ofSeconds(3);
    static final Duration FOUR = Duration.ofSeconds(4);
    static final Duration SIX = Duration.ofSeconds(6);
    static final Duration HOUR = Duration.ofHours(1);

    private Seconds() {}
}
