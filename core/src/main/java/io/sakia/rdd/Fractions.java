package io.sakia.rdd;

import io.sakia.Pair;
import io.sakia.plan.Origin;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Which part of its records is drawn of each key. Nothing changes in it, so tasks share it.
 *
 * @param byKey a fraction for each key
 * @param withReplacement whether a record may be drawn more than once
 */
record Fractions<K>(Map<K, Double> byKey, boolean withReplacement) implements Serializable {
    /** Checks what the user gave and copies it. */
    static <K> Fractions<K> of(
            Origin origin, Map<? extends @Nullable K, ? extends @Nullable Double> given, boolean withReplacement) {
        Map<K, Double> byKey = new HashMap<>();
        given.forEach((key, fraction) -> {
            if (key == null || fraction == null) {
                throw new IllegalArgumentException(
                        origin + " needs a key and a fraction, not " + key + " and " + fraction);
            }
            byKey.put(key, Sampling.checked(origin, withReplacement, fraction, " of the key " + key));
        });
        return new Fractions<>(Map.copyOf(byKey), withReplacement);
    }

    /** The fraction of a pair's key. */
    double of(Pair<? extends @Nullable K, ?> pair) {
        return of(keyOf(pair));
    }

    /** A pair's key, which must not be null. */
    K keyOf(Pair<? extends @Nullable K, ?> pair) {
        K key = pair.key();
        if (key == null) {
            throw new NullPointerException(
                    "a pair without a key has no fraction: leave such records out with filter before they are sampled");
        }
        return key;
    }

    /** The fraction of a key. */
    double of(K key) {
        Double fraction = byKey.get(key);
        if (fraction == null) {
            throw new NoSuchElementException(
                    "there is no fraction of the key " + key + ": give one for each key, 0 for a key to leave out");
        }
        return fraction;
    }

    /**
     * How many of so many records are drawn of a key where it is said exactly: the fewest that are not less than the fraction, 0.07 of 100
     * being 7 although the product is a little more in binary.
     */
    long quota(K key, long count) {
        double fraction = of(key);
        double product = Math.ceil(fraction * count);
        if (product > Integer.MAX_VALUE * (double) Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a fraction of " + fraction + " of the " + count + " records of the key "
                    + key + " is more than can be drawn: give a smaller fraction");
        }
        long quota = (long) product;
        return quota > 0 && (double) (quota - 1) / count >= fraction ? quota - 1 : quota;
    }
}
