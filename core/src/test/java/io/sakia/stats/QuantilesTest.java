package io.sakia.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quantiles against values of printed tables and of other libraries. */
class QuantilesTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.4, 0.2533471031357998",
        "0.05, 1.6448536269514729",
        "0.025, 1.959963984540054",
        "0.005, 2.5758293035489004",
        "0.0005, 3.290526731491926",
        "1e-10, 6.361340902404056",
        "0.975, -1.959963984540054",
        "0.9995, -3.290526731491926",
    })
    void normal(double tail, double expected) {
        assertThat(NormalQuantile.above(tail)).isCloseTo(expected, relatively(expected, 1e-14));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.25, 1.0",
        "1, 0.025, 12.706204736174705",
        "1, 1e-10, 3183098861.837907",
        "2, 0.025, 4.302652729749464",
        "3, 0.05, 2.3533634348018238",
        "4, 0.025, 2.7764451051977943",
        "5, 0.025, 2.5705818356363155",
        "5, 0.005, 4.032142983555228",
        "10, 0.025, 2.228138851986275",
        "10, 0.0005, 4.586893858702636",
        "30, 0.025, 2.042272456301238",
        "100, 0.025, 1.9839715185235522",
        "1000, 0.025, 1.9623390808264085",
        "10001, 0.025, 1.9602012161646412",
        "10001, 1e-10, 6.367940690917591",
        "1000000, 0.025, 1.959966356814107",
    })
    void student(double freedom, double tail, double expected) {
        assertThat(StudentQuantile.above(tail, freedom)).isCloseTo(expected, relatively(expected, 1e-11));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 2, 3, 0.6875",
        "0.25, 1, 5, 0.7626953125",
        "0.75, 5, 1, 0.2373046875",
        "0.5, 0.5, 0.5, 0.5",
        "0, 2, 3, 0",
        "1, 2, 3, 1",
        "0.000001, 990, 1000000000, 0.6283074150255056",
        "0.0001, 90, 1000000, 0.8538666817704870",
    })
    void incompleteBeta(double x, double a, double b, double expected) {
        assertThat(IncompleteBeta.of(x, 1 - x, a, b)).isCloseTo(expected, relatively(expected, 1e-12));
    }

    private static Offset<Double> relatively(double expected, double error) {
        return within(Math.max(Math.abs(expected) * error, 1e-300));
    }
}
