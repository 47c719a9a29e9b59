package io.sakia.bench.peers.work;

/** A query of NEXMark that a system runs, over the events of {@link NexmarkWork}. It waits at the {@link Gate} and enters its rows into the {@link Ledger}. */
public interface NexmarkJob {
    /** Waits until so many batches, since the start, are worked off as far as they can be. */
    void await(long batches) throws Exception;

    /** Says that there are no more events, waits until the last rows are out, and gives what is left in the end: rows that others replaced do not count. */
    Tally finish() throws Exception;
}
