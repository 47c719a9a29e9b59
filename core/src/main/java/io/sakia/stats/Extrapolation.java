package io.sakia.stats;

/**
 * What some parts of the data say about all of them. Every record is taken to have come into one of the parts by chance, by itself, each part
 * being as likely as any other: those that were seen are a Bernoulli sample (Särndal, Swensson and Wretman, "Model Assisted Survey
 * Sampling", 1992, 3.2).
 *
 * <pre>{@code
 * new Extrapolation(1, 2, 0.95).count(2) // 2 records in one of two parts: about 4 in both, between 2 and 11
 * }</pre>
 *
 * <p>Where records were not put into parts by chance (one part is large, another small; one has the large values) the bounds are too
 * close.
 *
 * @param seen how many parts were seen; of none nothing is known
 * @param parts how many there are; once all were seen the results are exact
 * @param confidence how likely the bounds shall hold the truth, above 0 and below 1
 */
public record Extrapolation(int seen, int parts, double confidence) {
    private static final BoundedDouble UNKNOWN_COUNT = new BoundedDouble(0, 0, 0, Double.POSITIVE_INFINITY);

    /** Refuses more parts than there are, and a confidence that is none. */
    public Extrapolation {
        if (seen < 0 || seen > parts) {
            throw new IllegalArgumentException("of " + parts + " parts 0 to " + parts + " can be seen, not " + seen);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("a confidence is above 0 and below 1, not " + confidence);
        }
    }

    /**
     * How many records there are if so many were values. The bounds are those of a binomial number of trials, with the method of Clopper and
     * Pearson (Biometrika 26, 1934): quantiles of the negative binomial distribution, computed exactly where fewer than 1,000 records
     * were seen, by an expansion about the normal distribution otherwise. They hold the truth at least as often as is asked for.
     */
    public BoundedDouble count(long records) {
        if (seen == parts) {
            return BoundedDouble.exactly((double) records);
        }
        if (seen == 0) {
            return UNKNOWN_COUNT;
        }
        TrialBounds bounds = new TrialBounds(fraction(), rest(), (1 - confidence) / 2);
        return new BoundedDouble(
                scaled((double) records), confidence, bounds.lower((double) records), bounds.upper((double) records));
    }

    /**
     * The sum of all if these values were seen. It is estimated by {@code sum / f}, f being the fraction of parts that were seen, with a
     * variance of {@code Σx² (1 − f) / f²} (Horvitz and Thompson, "A generalization of sampling without replacement from a finite
     * universe", JASA 47, 1952), and bounded by a quantile of Student's t with one degree of freedom less than there are values.
     * One value gives no bounds; of none nothing is known, and the confidence is 0.
     */
    public BoundedDouble sum(StatCounter values) {
        if (seen == parts) {
            return BoundedDouble.exactly(values.sum());
        }
        if (values.count() == 0) {
            return unbounded(0, 0);
        }
        double deviation = Math.sqrt(values.count() * rest()) / fraction() * Math.hypot(values.mean(), values.stdev());
        return around(scaled(values.sum()), deviation, values.count());
    }

    /**
     * The mean of all if these values were seen. It is estimated by their mean, with a variance of {@code s² (1 − f) / n}, s² being
     * the sample variance (Cochran, "Sampling Techniques", 1977, 2.6), and bounded by a quantile of Student's t with n − 1 degrees of
     * freedom. One value gives no bounds; of none the mean is NaN and the confidence 0.
     */
    public BoundedDouble mean(StatCounter values) {
        if (seen == parts) {
            return BoundedDouble.exactly(values.mean());
        }
        if (values.count() == 0) {
            return unbounded(Double.NaN, 0);
        }
        return around(values.mean(), values.sampleStdev() * Math.sqrt(rest() / values.count()), values.count());
    }

    private BoundedDouble around(double mean, double deviation, long count) {
        if (!Double.isFinite(mean)) {
            return new BoundedDouble(mean, confidence, mean, mean);
        }
        if (count < 2) {
            return unbounded(mean, confidence);
        }
        double distance = deviation * StudentQuantile.above((1 - confidence) / 2, count - 1.0);
        return new BoundedDouble(mean, confidence, mean - distance, mean + distance);
    }

    private double scaled(double number) {
        return number * parts / seen;
    }

    private double fraction() {
        return (double) seen / parts;
    }

    private double rest() {
        return (double) (parts - seen) / parts;
    }

    private static BoundedDouble unbounded(double mean, double confidence) {
        return new BoundedDouble(mean, confidence, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
}
