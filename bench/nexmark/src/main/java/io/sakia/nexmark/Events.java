package io.sakia.nexmark;

import io.sakia.streaming.DStream;

/** The three streams in a stream of events. */
public final class Events {
    private Events() {}

    /** The persons. */
    public static DStream<Person> persons(DStream<Event> events) {
        return events.filter(event -> event instanceof Person).map(event -> (Person) event);
    }

    /** The auctions. */
    public static DStream<Auction> auctions(DStream<Event> events) {
        return events.filter(event -> event instanceof Auction).map(event -> (Auction) event);
    }

    /** The bids. */
    public static DStream<Bid> bids(DStream<Event> events) {
        return events.filter(event -> event instanceof Bid).map(event -> (Bid) event);
    }
}
