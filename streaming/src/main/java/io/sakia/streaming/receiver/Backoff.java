package io.sakia.streaming.receiver;

import io.sakia.connector.StableHash;
import java.time.Duration;

/**
 * How long to wait before a failed thing is tried again: twice as long each time, up to a cap, a little shortened at random
 * so that many who failed together don't come back together. The randomness is seeded: the same backoff gives the same waits.
 *
 * <pre>{@code
 * Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), 0.2, seed);
 * backoff.delay(0); // 80 to 100 ms
 * backoff.delay(3); // 640 to 800 ms
 * backoff.delay(99); // 24 to 30 s
 * }</pre>
 *
 * @param first the wait after the first failure, at least 1 ms
 * @param cap the longest wait
 * @param jitter which share of a wait is random, from 0 (none) to 1
 * @param seed two backoffs with different seeds wait differently
 */
public record Backoff(Duration first, Duration cap, double jitter, long seed) {
    /** Refuses what can't be meant. */
    public Backoff {
        if (first.toMillis() < 1 || cap.compareTo(first) < 0 || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "a backoff has first >= 1 ms, cap >= first and jitter from 0 to 1, not first " + first + ", cap "
                            + cap + " and jitter " + jitter);
        }
    }

    /** The wait before the try after {@code failures + 1} failures in a row, in whole milliseconds. */
    public Duration delay(int failures) {
        if (failures < 0) {
            throw new IllegalArgumentException("failures are counted from 0, not " + failures);
        }
        int doublings = Math.min(failures, 62);
        long longest = first.toMillis() > cap.toMillis() >> doublings ? cap.toMillis() : first.toMillis() << doublings;
        double random = (StableHash.mix(StableHash.mix(seed) + failures) >>> 11) * 0x1p-53;
        return Duration.ofMillis(longest - (long) (longest * jitter * random));
    }
}
