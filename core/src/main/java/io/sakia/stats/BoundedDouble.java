package io.sakia.stats;

import java.io.Serializable;

/**
 * A number that is known between bounds: {@code mean=6.0, confidence=0.95, low=4.0, high=16.0}.
 *
 * @param mean what is expected
 * @param confidence how likely the bounds hold the true number, from 0 (nothing is known) to 1 (it is exact)
 * @param low the lower bound, −∞ if there is none
 * @param high the upper bound, +∞ if there is none
 */
public record BoundedDouble(double mean, double confidence, double low, double high) implements Serializable {
    /** Refuses a confidence that is none, and bounds the wrong way round. */
    public BoundedDouble {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence is between 0 and 1, not " + confidence);
        }
        if (low > high) {
            throw new IllegalArgumentException("the lower bound " + low + " is above the upper bound " + high);
        }
    }

    /** A number that is known. */
    public static BoundedDouble exactly(double number) {
        return new BoundedDouble(number, 1, number, number);
    }
}
