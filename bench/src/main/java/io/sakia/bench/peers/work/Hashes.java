package io.sakia.bench.peers.work;

/** Hashes that records are made of and results are summed up by. */
public final class Hashes {
    private Hashes() {}

    /** Mixes 64 bits: the finaliser of SplitMix64. */
    public static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The hash of a key with a number. */
    public static long of(long key, long number) {
        return mix(key * 0x9e3779b97f4a7c15L + number);
    }

    /** The hash of a key with statistics. */
    public static long of(long key, Stats stats) {
        return of(key, stats.count(), stats.sum(), stats.max());
    }

    /** The hash of a key with statistics. */
    public static long of(long key, long count, long sum, long max) {
        return of(key, count * 0x2545f4914f6cdd1dL + sum * 0x9e6c63d0876a9a47L + max);
    }

    /** The hash of some numbers in their order. */
    public static long ofAll(long... numbers) {
        long hash = 0;
        for (long number : numbers) {
            hash = of(hash, number);
        }
        return hash;
    }
}
