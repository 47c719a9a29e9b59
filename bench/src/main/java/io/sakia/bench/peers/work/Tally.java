package io.sakia.bench.peers.work;

/**
 * What came out: how many results, and the sum of their hashes, which does not depend on their order.
 *
 * @param results how many there are
 * @param checksum the sum of {@link Hashes} of them
 */
public record Tally(long results, long checksum) {
    /** Nothing. */
    public static final Tally NONE = new Tally(0, 0);

    /** Both. */
    public Tally plus(Tally other) {
        return new Tally(results + other.results, checksum + other.checksum);
    }

    /** So many times the same. */
    public Tally times(long count) {
        return new Tally(results * count, checksum * count);
    }
}
