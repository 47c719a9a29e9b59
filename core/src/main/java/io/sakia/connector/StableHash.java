package io.sakia.connector;

/** The hash of keys: 64 well-mixed bits, equal for equal keys, the same in every run and on every machine. */
public final class StableHash {
    private StableHash() {}

    /** The hash of a key. */
    public static long of(Object key) {
        return mix(key.hashCode());
    }

    /** Mixes 64 bits (the finaliser of SplitMix64, Steele et al. 2014, variant 13 of Stafford). */
    public static long mix(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
