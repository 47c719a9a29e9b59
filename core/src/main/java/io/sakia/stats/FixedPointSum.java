package io.sakia.stats;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of whole numbers of {@code 2^unit} that never rounds: the small superaccumulator of Radford Neal, <a
 * href="https://arxiv.org/abs/1505.05571">Fast exact summation using small and large superaccumulators</a> (2015).
 *
 * <pre>
 *   the sum            Σ words[i] · 2^(32 · (base + i)) · 2^unit
 *
 *   words       [base + 2]        [base + 1]        [base]
 *                                 ───────────────── ─────────────────
 *   each        │ 31 to spare │ 32 of its own │
 *
 *   + a number                    │ upper bits    │ lower 32 bits │     added word by word, nothing is carried
 * </pre>
 *
 * A word of 64 bits takes numbers of up to 52 bits some two thousand times before it could overflow; then all words pass on what
 * is above their own 32 bits. Words exist only where numbers have fallen: a sum of prices has three or four of them, and only one
 * of very mixed numbers has all 68.
 */
abstract sealed class FixedPointSum permits ExactSum, SquareSum {
    /** What one addition puts into a word is below 2^52, and so many of them stay below 2^63 with what is carried. */
    private static final int MOST_PENDING = 2046;

    private static final long OWN = 0xffff_ffffL;
    private static final long[] NONE = {};

    private long[] words = NONE;
    private int base;
    private int pending;

    /** The exponent of the smallest number. */
    abstract int unit();

    /** The words to add to, after {@link #room} has been called. */
    final long[] words() {
        return words;
    }

    /** Makes room for one more addition to {@code count} words from the one numbered {@code word}; gives its place. */
    final int room(int word, int count) {
        if (pending >= MOST_PENDING) {
            carry();
        }
        pending++;
        int place = word - base;
        if (place < 0 || place + count > words.length) {
            widen(word, count);
            place = word - base;
        }
        return place;
    }

    final void plus(FixedPointSum other) {
        combine(other, 1);
    }

    final void minus(FixedPointSum other) {
        combine(other, -1);
    }

    final void clear() {
        words = NONE;
        base = 0;
        pending = 0;
    }

    /** Takes the value of another sum of the same unit. */
    final void become(FixedPointSum other) {
        words = other.words.length == 0 ? NONE : other.words.clone();
        base = other.base;
        pending = other.pending;
    }

    /** The sum, exactly. */
    final Dyadic value() {
        if (words.length == 0) {
            return Dyadic.ZERO;
        }
        long[] carried = carried(words.clone());
        byte[] bytes = new byte[4 * carried.length];
        int at = bytes.length;
        for (long word : carried) {
            bytes[--at] = (byte) word;
            bytes[--at] = (byte) (word >> 8);
            bytes[--at] = (byte) (word >> 16);
            bytes[--at] = (byte) (word >> 24);
        }
        return Dyadic.of(new BigInteger(bytes), unit() + 32 * base);
    }

    /** Takes a value, which must lie between the unit and the width. */
    final void become(Dyadic value) {
        clear();
        if (value.digits().signum() == 0) {
            return;
        }
        int place = value.exponent() - unit();
        BigInteger digits = value.digits().shiftLeft(place & 31);
        base = place >>> 5;
        words = new long[digits.bitLength() / 32 + 1];
        for (int i = 0; i < words.length; i++) {
            long bits = digits.shiftRight(32 * i).longValue();
            words[i] = i == words.length - 1 ? (int) bits : bits & OWN;
        }
        pending = 1;
    }

    private void combine(FixedPointSum other, int sign) {
        if (other.words.length == 0) {
            return;
        }
        long[] theirs = other == this ? words.clone() : other.words;
        int more = other.pending;
        if (pending + more > MOST_PENDING) {
            carry();
        }
        if (pending + more > MOST_PENDING) {
            theirs = carried(theirs.clone());
            more = 1;
        }
        int place = other.base - base;
        if (place < 0 || place + theirs.length > words.length) {
            widen(other.base, theirs.length);
            place = other.base - base;
        }
        for (int i = 0; i < theirs.length; i++) {
            words[place + i] += sign * theirs[i];
        }
        pending += more;
    }

    private void carry() {
        if (words.length > 0) {
            words = carried(words);
            pending = 1;
        }
    }

    /** Each word but the last in 0 … 2^32 − 1, and the last within 32 bits with its sign: in place, or a word longer. */
    private static long[] carried(long[] words) {
        long carry = 0;
        int last = words.length - 1;
        for (int i = 0; i < last; i++) {
            long word = words[i] + carry;
            words[i] = word & OWN;
            carry = word >> 32;
        }
        long word = words[last] + carry;
        if (word == (int) word) {
            words[last] = word;
            return words;
        }
        long[] longer = Arrays.copyOf(words, words.length + 1);
        longer[last] = word & OWN;
        longer[last + 1] = word >> 32;
        return longer;
    }

    private void widen(int word, int count) {
        if (words.length == 0) {
            base = word;
            words = new long[count];
            return;
        }
        int low = Math.min(base, word);
        int high = Math.max(base + words.length, word + count);
        long[] wider = new long[high - low];
        System.arraycopy(words, 0, wider, base - low, words.length);
        words = wider;
        base = low;
    }
}
