package io.sakia.nexmark.query;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;

/** Query 1, currency conversion: the bids with their prices in cents of a euro. */
public final class CurrencyConversion {
    /** Euros for a dollar. */
    public static final double RATE = 0.908;

    private CurrencyConversion() {}

    /** A bid in euros. */
    public record EuroBid(long auction, long bidder, double price, long time) {}

    /** The query. */
    public static DStream<EuroBid> define(DStream<Event> events) {
        return Events.bids(events).map(CurrencyConversion::convert);
    }

    private static EuroBid convert(Bid bid) {
        return new EuroBid(bid.auction(), bid.bidder(), RATE * bid.price(), bid.time());
    }
}
