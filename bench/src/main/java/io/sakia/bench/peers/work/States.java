package io.sakia.bench.peers.work;

/**
 * Records for running sums: a million keys that are any 64 bits, drawn evenly. A key has the same value each time, so that the sums that are put out don't
 * depend on the order in which the records of one key arrive.
 */
public final class States {
    /** How many keys there are. */
    public static final int KEYS = 1_000_000;

    private static final long SPREAD = 0xd1342543de82ef95L;

    private States() {}

    /** Which of the keys a record has. */
    static int id(long number) {
        return (int) (((Hashes.mix(number) >>> 32) * KEYS) >>> 32);
    }

    /** The key of a record. */
    public static long key(long number) {
        return key(id(number));
    }

    /** A key. */
    static long key(int id) {
        return (id + 1) * SPREAD;
    }

    /** The value that comes with a key. */
    public static long value(long key) {
        return 1 + (key >>> 60);
    }

    /** A record. */
    public static Event event(long number) {
        long key = key(number);
        return new Event(key, value(key));
    }
}
