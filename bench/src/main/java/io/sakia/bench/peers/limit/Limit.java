package io.sakia.bench.peers.limit;

import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.Workload;

/** The loops that are fastest. */
public final class Limit implements Peer {
    /** The loops. */
    public Limit() {}

    @Override
    public AutoCloseable start(Workload workload) {
        return TwoThreads.start(
                switch (workload) {
                    case WORD_COUNT -> new WordLoop(CountedWords::addUncut);
                    case STATEFUL -> new SumLoop();
                    case STATEFUL_RECORD -> new StatsLoop();
                    case WINDOW -> new WindowSumLoop();
                    case WINDOW_RECORD -> new WindowStatsLoop();
                    case YAHOO -> new CampaignLoop(CampaignLoop::tokens);
                });
    }
}
