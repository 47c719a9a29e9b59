package io.sakia.nexmark.query;

import io.sakia.Pair;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;
import java.io.Serializable;

/**
 * Query 17, auction statistics: for each auction and day how many bids there were, all together and by ranks of prices, and their smallest, largest, mean and total price.
 *
 * <p>An auction's day has a row in each batch in which bids of it come: the last one counts.
 */
public final class AuctionStatistics {
    private static final long DAY_MILLIS = 86_400_000;

    private AuctionStatistics() {}

    /** What was bid in an auction on a day, counted from 1970, so far. */
    public record AuctionDay(long auction, long day, Prices prices) {}

    /** An auction on a day. */
    record Key(long auction, long day) implements Serializable {}

    /** Prices that were bid. */
    public record Prices(Ranks bids, long min, long max, long sum) {
        static Prices of(long price) {
            return new Prices(Ranks.of(Ranks.bits(price)), price, price, price);
        }

        Prices plus(Prices other) {
            return new Prices(
                    bids.plus(other.bids), Math.min(min, other.min), Math.max(max, other.max), sum + other.sum);
        }

        /** The mean of them. */
        public double mean() {
            return (double) sum / bids.total();
        }
    }

    /** The query. */
    public static DStream<AuctionDay> define(DStream<Event> events) {
        events.context().types(Key.class, Prices.class);
        return Events.bids(events)
                .mapToPair(bid -> Pair.of(new Key(bid.auction(), bid.time() / DAY_MILLIS), Prices.of(bid.price())))
                .reduceByKey(Prices::plus)
                .mapWithState(Prices.class, (key, prices, state) -> {
                    Prices all = state.exists() ? state.get().plus(prices) : prices;
                    state.update(all);
                    return new AuctionDay(key.auction(), key.day(), all);
                });
    }
}
