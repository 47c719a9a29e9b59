package io.sakia.nexmark.model;

import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Person;
import java.util.List;

/** The events of one kind. */
final class Lists {
    private Lists() {}

    static List<Person> persons(List<Event> events) {
        return events.stream()
                .filter(Person.class::isInstance)
                .map(Person.class::cast)
                .toList();
    }

    static List<Auction> auctions(List<Event> events) {
        return events.stream()
                .filter(Auction.class::isInstance)
                .map(Auction.class::cast)
                .toList();
    }

    static List<Bid> bids(List<Event> events) {
        return events.stream()
                .filter(Bid.class::isInstance)
                .map(Bid.class::cast)
                .toList();
    }
}
