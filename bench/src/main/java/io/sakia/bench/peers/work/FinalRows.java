package io.sakia.bench.peers.work;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The last row of each key, as hashes, where rows replace others and the sums of all of them say nothing. There is one in a JVM. */
public final class FinalRows {
    private static final FinalRows HERE = new FinalRows();

    private final Map<Object, Long> rows = new ConcurrentHashMap<>();

    private FinalRows() {}

    /** The rows of this JVM. */
    public static FinalRows here() {
        return HERE;
    }

    /** Puts a row in the place of the one that its key has had. */
    public void put(Object key, long hash) {
        rows.put(key, hash);
    }

    /** What is left. */
    public Tally total() {
        return new Tally(
                rows.size(), rows.values().stream().mapToLong(hash -> hash).sum());
    }
}
