package io.sakia.stats;

import java.util.function.LongPredicate;

/**
 * Bounds of the number of trials of which {@code successes} succeeded, each with the same probability, by itself. They are those of Clopper
 * and Pearson ("The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934), who bound the
 * probability where the trials are known: the lower bound is the smallest number of trials that gives at least so many
 * successes with a probability of {@code tail} or more, the upper bound the largest that gives no more than so many.
 *
 * <p>They are quantiles of the negative binomial distribution, which counts the trials up to a success (Johnson, Kemp and Kotz, "Univariate
 * Discrete Distributions", 2005, 5.6). They are found by search where few records succeeded, or few did not, and otherwise by the
 * expansion of Cornish and Fisher about the normal quantile (Abramowitz and Stegun 26.2.49), in which nothing is left out that
 * is as large as one in the number of successes.
 */
final class TrialBounds {
    private static final double MANY = 1000;

    /** The probability of a success, and of none. */
    private final double p;

    private final double q;
    /** How likely each bound is to be wrong. */
    private final double tail;

    private final double normal;

    /** The probabilities of a success and of none are above 0 and sum to 1; {@code tail} is above 0 and at most ½. */
    TrialBounds(double p, double q, double tail) {
        this.p = p;
        this.q = q;
        this.tail = tail;
        this.normal = NormalQuantile.above(tail);
    }

    double lower(double successes) {
        if (successes == 0) {
            return 0;
        }
        if (isLarge(successes)) {
            return Math.max(successes, Math.floor(expansion(successes, -normal)));
        }
        return successes + first(successes, k -> IncompleteBeta.of(p, q, successes, k + 1.0) >= tail);
    }

    double upper(double successes) {
        if (isLarge(successes)) {
            return Math.max(successes, Math.ceil(expansion(successes + 1.0, normal) - 1));
        }
        return successes
                - 1
                + first(successes, k -> k > 0 && IncompleteBeta.of(q, p, (double) k, successes + 1) <= tail);
    }

    private boolean isLarge(double successes) {
        return successes * q > MANY;
    }

    /** About which number of trials brings the success of this number, at a distance from the mean. */
    private double expansion(double successes, double z) {
        double deviation = Math.sqrt(successes * q) / p;
        double skewness = (2 - p) / Math.sqrt(successes * q);
        double kurtosis = (6 + p * p / q) / successes;
        double distance = z
                + (z * z - 1) * skewness / 6
                + (z * z - 3) * z * kurtosis / 24
                - (2 * z * z - 5) * z * skewness * skewness / 36;
        return successes / p + deviation * distance;
    }

    /** The smallest number of failures, from 0, of which something holds that holds for all larger ones; about as many as expected. */
    private double first(double successes, LongPredicate holds) {
        long from = -1; // it does not hold there, and does at to
        long to = (long) ((successes + 1) * q / p);
        if (holds.test(to)) {
            for (long step = 1; to - from > step; step *= 2) {
                if (!holds.test(to - step)) {
                    from = to - step;
                    break;
                }
                to -= step;
            }
        } else {
            from = to;
            long step = 1;
            while (!holds.test(from + step)) {
                from += step;
                step *= 2;
            }
            to = from + step;
        }
        while (to - from > 1) {
            long middle = from + (to - from) / 2;
            if (holds.test(middle)) {
                to = middle;
            } else {
                from = middle;
            }
        }
        return (double) to;
    }
}
