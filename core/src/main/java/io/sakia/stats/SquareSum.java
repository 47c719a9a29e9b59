package io.sakia.stats;

/**
 * A sum of squares of doubles that never rounds. A square is a whole number of up to 106 bits times a power of two between 2^−2148
 * and 2^1942, so nothing overflows or underflows. Values that are not finite are left out: {@link ExactSum} counts them.
 */
final class SquareSum extends FixedPointSum {
    private static final int UNIT = 2 * -1074;
    private static final int WIDTH = 2 * 2098 + Long.SIZE;
    private static final int EXPONENT = 0x7ff;
    private static final long FRACTION = (1L << 52) - 1;
    private static final long IMPLICIT = 1L << 52;
    private static final long LOWER = 0xffff_ffffL;

    static final int LOWEST = UNIT;
    static final int HIGHEST = UNIT + WIDTH;

    /** Adds the square of a value. */
    void add(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & EXPONENT;
        if (exponent == 0 || exponent == EXPONENT) {
            addUnusual(value, bits, exponent);
        } else {
            add((bits & FRACTION) | IMPLICIT, 2 * (exponent - 1));
        }
    }

    @Override
    int unit() {
        return UNIT;
    }

    private void addUnusual(double value, long bits, int exponent) {
        if (exponent == 0 && value != 0) {
            add(bits & FRACTION, 0); // subnormal: no implicit bit
        }
    }

    private void add(long mantissa, int position) {
        long low = mantissa * mantissa;
        long high = Math.multiplyHigh(mantissa, mantissa);
        int shift = position & 31;
        int at = room(position >>> 5, 4);
        long[] words = words();
        words[at] += (low << shift) & LOWER;
        words[at + 1] += (low >>> (32 - shift)) & LOWER;
        words[at + 2] += ((high << shift) | (low >>> 1 >>> (63 - shift))) & LOWER;
        words[at + 3] += high >>> (32 - shift);
    }
}
