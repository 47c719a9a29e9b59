package io.sakia.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The oracle: the same results by decimal arithmetic, exact until one rounding. */
final class Decimals {
    /** A double, and a tie between two, has fewer than 800 decimal digits. */
    private static final MathContext MANY = new MathContext(900, RoundingMode.DOWN);

    private Decimals() {}

    static BigDecimal sum(double... values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        return sum;
    }

    static BigDecimal squares(double... values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value).pow(2));
        }
        return sum;
    }

    static double mean(double... values) {
        return quotient(sum(values), BigDecimal.valueOf(values.length));
    }

    /** (n·Σx² − (Σx)²) / (n·divisor). */
    static double spread(long divisor, double... values) {
        BigDecimal n = BigDecimal.valueOf(values.length);
        return quotient(
                n.multiply(squares(values)).subtract(sum(values).pow(2)), n.multiply(BigDecimal.valueOf(divisor)));
    }

    /** The nearest double. What a truncated quotient lost is made up for by a last digit, which can't decide but off a tie. */
    private static double quotient(BigDecimal dividend, BigDecimal divisor) {
        BigDecimal quotient = dividend.divide(divisor, MANY);
        int lost = dividend.compareTo(quotient.multiply(divisor));
        BigDecimal beyond = quotient.ulp().movePointLeft(1).multiply(BigDecimal.valueOf(lost));
        return nearest(quotient.add(beyond));
    }

    static double nearest(BigDecimal value) {
        return Double.parseDouble(value.toString());
    }
}
