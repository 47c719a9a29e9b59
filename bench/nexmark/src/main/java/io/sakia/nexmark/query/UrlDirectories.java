package io.sakia.nexmark.query;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;

/** Query 22, get URL directories: the bids with the first three directories of their addresses. */
public final class UrlDirectories {
    private static final int HOST = 2;

    private UrlDirectories() {}

    /** A bid and where its page stood. */
    public record Place(
            long auction, long bidder, long price, String channel, String first, String second, String third) {}

    /** The query. */
    public static DStream<Place> define(DStream<Event> events) {
        return Events.bids(events).map(UrlDirectories::place);
    }

    private static Place place(Bid bid) {
        String[] parts = bid.url().split("/"); // https:, nothing, the host, directories
        return new Place(
                bid.auction(),
                bid.bidder(),
                bid.price(),
                bid.channel(),
                parts[HOST + 1],
                parts[HOST + 2],
                parts[HOST + 3]);
    }
}
