package io.sakia.bench.peers.work;

/** What must come out, worked out by one thread in the plainest way. */
public interface Model {
    /** What so many more batches give. */
    Tally advance(long batches);
}
