package io.sakia.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtrapolationTest {
    private static final long SEED = 20261123;

    /** The expected ones are quantiles of the negative binomial distribution, as SciPy gives them. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 3, 0, 9",
        "2, 1, 3, 2, 18",
        "2, 1, 2, 2, 11",
        "0, 1, 2, 0, 5",
        "50, 9, 10, 51, 61",
        "999, 1, 100, 93831, 106260",
        "5, 1, 1000000, 1623488, 11668328",
        "1990, 1, 2, 3858, 4106",
        "50000, 99, 100, 50461, 50550",
    })
    void fewRecordsAreBoundedExactly(long records, int seen, int parts, double low, double high) {
        BoundedDouble count = new Extrapolation(seen, parts, 0.95).count(records);

        assertThat(count).isEqualTo(new BoundedDouble((double) records * parts / seen, 0.95, low, high));
    }

    /** As above; rounding away from the middle may add one. */
    @ParameterizedTest
    @CsvSource({
        "2010, 1, 2, 3897, 4147",
        "1000000, 1, 2, 1997230, 2002774",
        "1000000000, 999999, 1000000, 1000000939, 1000001062",
        "1200, 1, 10, 11365, 12662",
    })
    void manyRecordsAreBoundedByAnExpansion(long records, int seen, int parts, double low, double high) {
        BoundedDouble count = new Extrapolation(seen, parts, 0.95).count(records);

        assertThat(count.low()).isBetween(low - 1, low);
        assertThat(count.high()).isBetween(high, high + 1);
    }

    @Test
    void countsAreBoundedAsOftenAsPromised() {
        for (double confidence : List.of(0.5, 0.9, 0.99)) {
            for (int seen = 1; seen < 10; seen += 2) {
                for (int all = 0; all <= 60; all += 3) {
                    assertThat(coverage(all, new Extrapolation(seen, 10, confidence)))
                            .as("%d records, %d of 10 parts, %s", all, seen, confidence)
                            .isGreaterThanOrEqualTo(confidence);
                }
            }
        }
    }

    @Test
    void sumsAndMeansAreBoundedAsOftenAsPromised() {
        assertThat(share(Extrapolation::sum, 1)).isBetween(0.93, 0.97);
        assertThat(share(Extrapolation::mean, 1.0 / 800)).isBetween(0.93, 0.97);
    }

    @Test
    void ofOnesTheSumIsTheCount() {
        StatCounter ones = new StatCounter();
        for (int i = 0; i < 100_000; i++) {
            ones.merge(1);
        }
        Extrapolation half = new Extrapolation(1, 2, 0.95);
        BoundedDouble sum = half.sum(ones);
        BoundedDouble count = half.count(100_000);

        assertThat(sum.mean()).isEqualTo(count.mean());
        assertThat(sum.low() / count.low()).isBetween(0.9999, 1.0001);
        assertThat(sum.high() / count.high()).isBetween(0.9999, 1.0001);
    }

    @Test
    void aMeanOfFewValuesIsBoundedByStudentsT() {
        BoundedDouble mean = new Extrapolation(1, 2, 0.95).mean(new StatCounter(List.of(1.0, 2.0, 3.0)));
        double distance = 4.302652729749464 * Math.sqrt(0.5 / 3); // of 2 degrees of freedom; s² is 1, half was seen

        assertThat(mean.mean()).isEqualTo(2);
        assertThat(mean.high() - 2).isBetween(distance * (1 - 1e-12), distance * (1 + 1e-12));
        assertThat(2 - mean.low()).isBetween(distance * (1 - 1e-12), distance * (1 + 1e-12));
    }

    @Test
    void ofAllPartsResultsAreExact() {
        Extrapolation all = new Extrapolation(4, 4, 0.95);
        StatCounter values = new StatCounter(List.of(1.0, 2.0, 6.0));

        assertThat(all.count(7)).isEqualTo(new BoundedDouble(7, 1, 7, 7));
        assertThat(all.sum(values)).isEqualTo(new BoundedDouble(9, 1, 9, 9));
        assertThat(all.mean(values)).isEqualTo(new BoundedDouble(3, 1, 3, 3));
        assertThat(all.mean(new StatCounter())).isEqualTo(new BoundedDouble(Double.NaN, 1, Double.NaN, Double.NaN));
        assertThat(new Extrapolation(0, 0, 0.95).count(0)).isEqualTo(BoundedDouble.exactly(0));
    }

    @Test
    void ofNoPartsNothingIsKnown() {
        Extrapolation none = new Extrapolation(0, 4, 0.95);
        double infinity = Double.POSITIVE_INFINITY;

        assertThat(none.count(0)).isEqualTo(new BoundedDouble(0, 0, 0, infinity));
        assertThat(none.sum(new StatCounter())).isEqualTo(new BoundedDouble(0, 0, -infinity, infinity));
        assertThat(none.mean(new StatCounter())).isEqualTo(new BoundedDouble(Double.NaN, 0, -infinity, infinity));
    }

    @Test
    void oneValueGivesNoBounds() {
        Extrapolation half = new Extrapolation(1, 2, 0.95);
        double infinity = Double.POSITIVE_INFINITY;

        assertThat(half.sum(new StatCounter(List.of(3.0)))).isEqualTo(new BoundedDouble(6, 0.95, -infinity, infinity));
        assertThat(half.mean(new StatCounter(List.of(3.0)))).isEqualTo(new BoundedDouble(3, 0.95, -infinity, infinity));
    }

    @Test
    void whatIsNotFiniteStaysSo() {
        Extrapolation half = new Extrapolation(1, 2, 0.95);
        double infinity = Double.POSITIVE_INFINITY;

        assertThat(half.sum(new StatCounter(List.of(1.0, infinity))))
                .isEqualTo(new BoundedDouble(infinity, 0.95, infinity, infinity));
        assertThat(half.mean(new StatCounter(List.of(1.0, Double.NaN))).mean()).isNaN();
        assertThat(half.sum(new StatCounter(List.of(1e308, -1e308))).high()).isInfinite();
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThatThrownBy(() -> new Extrapolation(3, 2, 0.95)).hasMessage("of 2 parts 0 to 2 can be seen, not 3");
        assertThatThrownBy(() -> new Extrapolation(1, 2, 1)).hasMessage("a confidence is above 0 and below 1, not 1.0");
        assertThatThrownBy(() -> new BoundedDouble(0, 2, 0, 0)).hasMessage("a confidence is between 0 and 1, not 2.0");
        assertThatThrownBy(() -> new BoundedDouble(0, 0.5, 1, 0))
                .hasMessage("the lower bound 1.0 is above the upper bound 0.0");
    }

    /** How likely it is that the bounds hold the number of all records, each of which is seen or not by chance. */
    private static double coverage(int all, Extrapolation extrapolation) {
        double p = (double) extrapolation.seen() / extrapolation.parts();
        double probability = Math.pow(1 - p, all);
        double coverage = 0;
        for (int seen = 0; seen <= all; seen++) {
            BoundedDouble count = extrapolation.count(seen);
            if (count.low() <= all && all <= count.high()) {
                coverage += probability;
            }
            probability *= p / (1 - p) * (all - seen) / (seen + 1);
        }
        return coverage;
    }

    /** How often the bounds held what is known, in many ways to deal values out to 20 parts, of which 5 are seen. */
    private static double share(BiFunction<Extrapolation, StatCounter, BoundedDouble> estimate, double factor) {
        Random random = new Random(SEED);
        double[] values = random.doubles(800, -1, 4).map(x -> x * x).toArray();
        double truth = factor * new StatCounter(Arrays.stream(values).boxed().toList()).sum();
        int held = 0;
        int trials = 4000;
        for (int trial = 0; trial < trials; trial++) {
            StatCounter seen = new StatCounter();
            for (double value : values) {
                if (random.nextInt(20) < 5) {
                    seen.merge(value);
                }
            }
            BoundedDouble result = estimate.apply(new Extrapolation(5, 20, 0.95), seen);
            held += result.low() <= truth && truth <= result.high() ? 1 : 0;
        }
        return (double) held / trials;
    }
}
