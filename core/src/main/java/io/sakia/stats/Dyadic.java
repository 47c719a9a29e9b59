package io.sakia.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * The number {@code digits · 2^exponent}, exactly. The digits are odd, or both parts are 0, so equal numbers are equal records.
 *
 * @param digits the binary digits, with the sign
 * @param exponent the place of the last digit
 */
record Dyadic(BigInteger digits, int exponent) {
    static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);

    /** A double is finite up to here and normal from here. */
    private static final int MAX_EXPONENT = Double.MAX_EXPONENT;

    private static final int MIN_EXPONENT = Double.MIN_EXPONENT;
    private static final int FRACTION_BITS = 52;

    /** More bits than decide how a quotient is rounded; what is left over only says that there is something left over. */
    private static final int QUOTIENT_BITS = 66;

    static Dyadic of(BigInteger digits, int exponent) {
        if (digits.signum() == 0) {
            return ZERO;
        }
        int zeros = digits.getLowestSetBit();
        return new Dyadic(digits.shiftRight(zeros), exponent + zeros);
    }

    Dyadic times(Dyadic other) {
        return of(digits.multiply(other.digits), exponent + other.exponent);
    }

    Dyadic times(long factor) {
        return of(digits.multiply(BigInteger.valueOf(factor)), exponent);
    }

    Dyadic minus(Dyadic other) {
        int common = Math.min(exponent, other.exponent);
        return of(
                digits.shiftLeft(exponent - common).subtract(other.digits.shiftLeft(other.exponent - common)), common);
    }

    /** The nearest double, the even one of two; an infinity beyond the range of doubles. Zero is +0.0. */
    double toDouble() {
        return signed(round(digits.abs(), exponent, false));
    }

    /** The double nearest to the quotient by a positive number, rounded once. */
    double dividedBy(BigInteger divisor) {
        BigInteger magnitude = digits.abs();
        int shift = Math.max(0, QUOTIENT_BITS - magnitude.bitLength() + divisor.bitLength());
        BigInteger[] quotient = magnitude.shiftLeft(shift).divideAndRemainder(divisor);
        return signed(round(quotient[0], exponent - shift, quotient[1].signum() != 0));
    }

    void write(DataOutput out) throws IOException {
        byte[] bytes = digits.toByteArray();
        out.writeShort(exponent);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    /** Reads a number whose binary digits stand between two places, which is refused otherwise. */
    static Dyadic read(DataInput in, int lowest, int highest) throws IOException {
        int exponent = in.readShort();
        int length = in.readUnsignedShort();
        if (length == 0 || length > (highest - lowest) / Byte.SIZE + 2) {
            throw damaged("a number of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        Dyadic read = of(new BigInteger(bytes), exponent);
        if (read.digits.signum() != 0 && (exponent < lowest || exponent + read.digits.bitLength() > highest)) {
            throw damaged("the place " + exponent);
        }
        return read;
    }

    static IOException damaged(String what) {
        return new IOException("the stored bytes are damaged: " + what + " is in no exact sum");
    }

    private double signed(double magnitude) {
        return digits.signum() < 0 ? -magnitude : magnitude;
    }

    /** Rounds {@code magnitude · 2^exponent}, and a little more than that where {@code more}. */
    private static double round(BigInteger magnitude, int exponent, boolean more) {
        int length = magnitude.bitLength();
        int leading = exponent + length - 1;
        if (length == 0 || leading < Double.MIN_EXPONENT - FRACTION_BITS - 1) {
            return 0.0;
        }
        if (leading > MAX_EXPONENT) {
            return Double.POSITIVE_INFINITY;
        }
        int last = Math.max(leading, MIN_EXPONENT) - FRACTION_BITS;
        int drop = last - exponent;
        if (drop <= 0) {
            return bits(magnitude.shiftLeft(-drop).longValue(), last);
        }
        long kept = magnitude.shiftRight(drop).longValue();
        boolean half = magnitude.testBit(drop - 1);
        boolean beyondHalf = more || magnitude.getLowestSetBit() < drop - 1;
        return bits(half && (beyondHalf || (kept & 1) == 1) ? kept + 1 : kept, last);
    }

    /** A number below 2^53 at a place. One that was rounded up to 2^53 carries into the exponent by itself, up to infinity. */
    private static double bits(long kept, int last) {
        return Double.longBitsToDouble(((long) (last - MIN_EXPONENT + FRACTION_BITS) << FRACTION_BITS) + kept);
    }
}
