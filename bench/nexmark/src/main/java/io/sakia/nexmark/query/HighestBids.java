package io.sakia.nexmark.query;

import static io.sakia.streaming.window.Windows.tumbling;

import io.sakia.Aggregate;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;
import io.sakia.streaming.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Query 7, highest bid: the bids with the highest price of each ten seconds, all of them if there are several. A row comes once, when its ten seconds are over.
 */
public final class HighestBids {
    private static final Duration LENGTH = Durations.seconds(10);

    private HighestBids() {}

    /** The best bids so far. */
    record Best(long price, List<Bid> bids) {
        static final Best NONE = new Best(Long.MIN_VALUE, List.of());

        Best and(Bid bid) {
            return bid.price() < price ? this : and(new Best(bid.price(), List.of(bid)));
        }

        Best and(Best other) {
            if (other.price != price) {
                return other.price > price ? other : this;
            }
            List<Bid> both = new ArrayList<>(bids);
            both.addAll(other.bids);
            return new Best(price, List.copyOf(both));
        }
    }

    /** The query. */
    public static DStream<Bid> define(DStream<Event> events) {
        events.context().types(Bid.class, Best.class);
        return Events.bids(events)
                .windowAll(tumbling(LENGTH).onMillis(Bid::time))
                .aggregate(Aggregate.of(() -> Best.NONE, Best::and, Best::and, best -> best))
                .flatMap(windowed -> windowed.value().bids());
    }
}
