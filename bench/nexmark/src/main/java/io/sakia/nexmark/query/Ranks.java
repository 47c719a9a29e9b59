package io.sakia.nexmark.query;

/**
 * How many there are of something, all together and by three ranks of prices: below 100 dollars, from there on, and from 10,000 dollars on.
 *
 * @param total how many
 * @param low of the lowest rank
 * @param middle of the middle one
 * @param high of the highest
 */
public record Ranks(long total, long low, long middle, long high) {
    static final Ranks NONE = new Ranks(0, 0, 0, 0);

    private static final int TOTAL = 1;
    private static final long MIDDLE_PRICE = 10_000;
    private static final long HIGH_PRICE = 1_000_000;

    /** The columns in which something with this price counts, one bit each. */
    static int bits(long price) {
        return TOTAL | (price < MIDDLE_PRICE ? 2 : price < HIGH_PRICE ? 4 : 8);
    }

    /** One in each of some columns. */
    static Ranks of(int bits) {
        return new Ranks(bits & TOTAL, bits >> 1 & 1, bits >> 2 & 1, bits >> 3 & 1);
    }

    Ranks plus(Ranks other) {
        return new Ranks(total + other.total, low + other.low, middle + other.middle, high + other.high);
    }
}
