package io.sakia.nexmark.query;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;
import io.sakia.streaming.time.Durations;
import java.time.Duration;

/**
 * Query 12, processing time windows: how many bids somebody made in each ten seconds by the clock, whatever their own times. It is the one query whose results depend on when
 * events arrive. A row comes once, when the ten seconds are over.
 */
public final class ArrivalCounts {
    private static final Duration LENGTH = Durations.seconds(10);

    private ArrivalCounts() {}

    /** The bids of ten seconds. */
    public record ArrivalCount(long bidder, long bids) {}

    /** The query. */
    public static DStream<ArrivalCount> define(DStream<Event> events) {
        return Events.bids(events)
                .map(Bid::bidder)
                .countByValueAndWindow(LENGTH, LENGTH)
                .map(count -> new ArrivalCount(count.key(), count.value()));
    }
}
