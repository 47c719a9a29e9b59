package io.sakia.bench.peers.limit;

import io.sakia.bench.peers.work.AdEvent;
import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.Workload;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The loops that make the objects which programs make: a line is cut into strings, an event is bound to a record. */
public final class ObjectLimit implements Peer {
    /** The loops. */
    public ObjectLimit() {}

    @Override
    public AutoCloseable start(Workload workload) {
        return TwoThreads.start(
                switch (workload) {
                    case WORD_COUNT -> new WordLoop(CountedWords::addSplit);
                    case YAHOO -> new CampaignLoop(ObjectLimit::bound);
                    default ->
                        throw new IllegalArgumentException("the loop for " + workload.label()
                                + " can make no objects that it does not make already");
                });
    }

    private static CampaignLoop.@Nullable View bound(byte[] json) throws IOException {
        AdEvent event = AdEvent.parse(json);
        return event.isCounted() ? new CampaignLoop.View(event.adId(), event.time()) : null;
    }
}
