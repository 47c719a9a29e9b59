package io.sakia.bench.peers.limit;

import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.Workload;

/** The loop for words that cuts each line into strings, as programs do. */
public final class SplitLimit implements Peer {
    /** The loop. */
    public SplitLimit() {}

    @Override
    public AutoCloseable start(Workload workload) {
        if (workload != Workload.WORD_COUNT) {
            throw new IllegalArgumentException("only words are split, not " + workload.label());
        }
        return TwoThreads.start(new WordLoop(CountedWords::addSplit));
    }
}
