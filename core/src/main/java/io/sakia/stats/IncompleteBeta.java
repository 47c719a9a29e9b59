package io.sakia.stats;

/**
 * The regularised incomplete beta function I<sub>x</sub>(a, b), to about 12 digits: the continued fraction of DiDonato and Morris ("Algorithm 708", ACM TOMS
 * 18, 1992), evaluated by the modified algorithm of Lentz, times a factor that is computed by saddle points (Loader, "Fast and accurate
 * computation of binomial probabilities", 2000). Neither loses digits where a or b is large.
 *
 * <p>With it, a binomial variable of n trials with the probability p is at least s with the probability I<sub>p</sub>(s, n − s + 1)
 * (Johnson, Kemp and Kotz, "Univariate Discrete Distributions", 2005, 3.4).
 */
final class IncompleteBeta {
    private static final double TINY = 1e-300;
    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    private IncompleteBeta() {}

    /**
     * The function's value.
     *
     * @param x between 0 and 1
     * @param y {@code 1 − x}, which may be known to more digits than that gives
     * @param a above 0
     * @param b above 0
     */
    static double of(double x, double y, double a, double b) {
        if (x <= 0 || y <= 0) {
            return x <= 0 ? 0 : 1;
        }
        double fromMean = a > b ? (a + b) * y - b : a - (a + b) * x;
        return fromMean >= 0 ? fraction(x, y, a, b, fromMean) : 1 - fraction(y, x, b, a, -fromMean);
    }

    /** The value where x is not above the mean, a / (a + b). */
    private static double fraction(double x, double y, double a, double b, double fromMean) {
        double value = a * (fromMean + 1) / (a + 1);
        double c = value;
        double d = 0;
        double change = 0;
        for (double n = 1; Math.abs(change - 1) > 1e-15; n++) {
            double s = a + 2 * n - 1;
            double w = n * (b - n) * x / s;
            double above = (a + n - 1) / s * (a + b + n - 1) * w * x;
            double below = n + w + (a + n) / (s + 2) * (fromMean + 1 + n * (1 + y));
            d = 1 / nonZero(below + above * d);
            c = nonZero(below + above / c);
            change = c * d;
            value *= change;
        }
        return a * b / (a + b) * term(a, b, x, y) / value;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** The probability of {@code a} successes and {@code b} failures, with gamma functions in place of factorials. */
    private static double term(double a, double b, double x, double y) {
        double n = a + b;
        double exponent = stirling(n) - stirling(a) - stirling(b) - deviance(a, n * x) - deviance(b, n * y);
        return Math.exp(exponent - (LOG_2_PI + Math.log(a) + Math.log(b / n)) / 2);
    }

    /** By how much Stirling's formula falls short of ln Γ(z + 1). */
    private static double stirling(double z) {
        double sum = 0;
        double shifted = z;
        while (shifted < 16) {
            sum += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
            shifted++;
        }
        double square = shifted * shifted;
        double series =
                1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square;
        return sum + series / shifted;
    }

    /** {@code x ln(x / mean) + mean − x}, without cancellation where both are near each other. */
    private static double deviance(double x, double mean) {
        double difference = x - mean;
        if (Math.abs(difference) >= 0.1 * (x + mean)) {
            return x * Math.log(x / mean) - difference;
        }
        double v = difference / (x + mean);
        double sum = difference * v;
        double power = 2 * x * v;
        for (int j = 3; ; j += 2) {
            power *= v * v;
            double next = sum + power / j;
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
    }
}
