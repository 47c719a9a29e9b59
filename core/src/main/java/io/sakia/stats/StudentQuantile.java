package io.sakia.stats;

/**
 * Quantiles of Student's t distribution, to about 12 digits. Up to 10,000 degrees of freedom Newton's method on the incomplete beta
 * function (DLMF 8.17; the probability beyond ±t is I<sub>ν/(ν+t²)</sub>(ν/2, ½)); the tail falls and is convex, so steps from the
 * normal quantile, which is nearer to 0, never go too far. Beyond that the expansion about the normal quantile (Abramowitz and Stegun 26.7.5).
 */
final class StudentQuantile {
    private static final double MANY = 10_000;

    private StudentQuantile() {}

    /** What t is above with the probability {@code tail}, at most ½: of 5 degrees of freedom and 0.025 it is 2.570582. */
    static double above(double tail, double freedom) {
        double normal = NormalQuantile.above(tail);
        return freedom > MANY ? expansion(normal, freedom) : newton(tail, freedom, normal);
    }

    private static double newton(double tail, double freedom, double start) {
        double density = density(freedom);
        double t = start;
        while (true) {
            double square = t * t;
            double sum = freedom + square;
            double above = IncompleteBeta.of(freedom / sum, square / sum, freedom / 2, 0.5) / 2;
            double slope = density * Math.exp(-(freedom + 1) / 2 * Math.log1p(square / freedom));
            double next = t + (above - tail) / slope;
            if (!(next > t * (1 + 1e-14))) {
                return Math.max(t, next);
            }
            t = next;
        }
    }

    /** The density at 0: Γ((ν + 1) / 2) / (√(νπ) Γ(ν / 2)), by steps of two from one degree of freedom or two. */
    private static double density(double freedom) {
        double density = freedom % 2 == 0 ? 1 / Math.sqrt(8) : 1 / Math.PI;
        for (double below = freedom % 2 == 0 ? 2 : 1; below < freedom; below += 2) {
            density *= (below + 1) / below * Math.sqrt(below / (below + 2));
        }
        return density;
    }

    private static double expansion(double x, double freedom) {
        double square = x * x;
        double first = (square + 1) / 4;
        double second = ((5 * square + 16) * square + 3) / 96;
        double third = (((3 * square + 19) * square + 17) * square - 15) / 384;
        double fourth = ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160;
        return x * (1 + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom);
    }
}
