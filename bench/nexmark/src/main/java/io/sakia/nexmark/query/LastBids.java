package io.sakia.nexmark.query;

import io.sakia.Pair;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;
import io.sakia.streaming.state.StateSpec;
import java.io.Serializable;
import java.util.Optional;

/**
 * Query 18, find last bid: the last bid of each bidder in each auction, by its own time.
 *
 * <p>Bidder and auction have a row in each batch in which a later bid has come: the last row counts.
 */
public final class LastBids {
    private LastBids() {}

    /** Who bids where. */
    record Key(long bidder, long auction) implements Serializable {}

    /** The query. */
    public static DStream<Bid> define(DStream<Event> events) {
        events.context().types(Key.class, Bid.class);
        StateSpec<Key, Bid, Bid, Bid> last = StateSpec.function((time, key, bid, state) -> {
            Bid latest = bid.orElseThrow();
            if (state.exists() && Bid.BY_TIME.compare(state.get(), latest) >= 0) {
                return Optional.empty();
            }
            state.update(latest);
            return bid;
        });
        return Events.bids(events)
                .mapToPair(bid -> Pair.of(new Key(bid.bidder(), bid.auction()), bid))
                .reduceByKey((one, other) -> Bid.BY_TIME.compare(one, other) >= 0 ? one : other)
                .mapWithState(last);
    }
}
