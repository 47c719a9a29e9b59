package io.sakia.nexmark.query;

import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;

/** Query 2, selection: auction and price of the bids in every 123rd auction. */
public final class Selection {
    private static final int EVERY = 123;

    private Selection() {}

    /** What was bid where. */
    public record Price(long auction, long price) {}

    /** The query. */
    public static DStream<Price> define(DStream<Event> events) {
        return Events.bids(events)
                .filter(bid -> bid.auction() % EVERY == 0)
                .map(bid -> new Price(bid.auction(), bid.price()));
    }
}
