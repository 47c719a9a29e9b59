package io.sakia.nexmark.model;

import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Person;
import java.util.ArrayList;
import java.util.List;

/** The queries that look at each bid by itself, and joins without a bound. */
final class Single {
    private Single() {}

    static List<String> bids(List<Event> events) {
        return Lists.bids(events).stream().map(Bid::toString).toList();
    }

    static List<String> euros(List<Event> events) {
        return Lists.bids(events).stream()
                .map(bid -> bid.auction() + " " + bid.bidder() + " " + Auctions.text(bid.price() * 0.908) + " "
                        + bid.time())
                .toList();
    }

    static List<String> selected(List<Event> events) {
        return Lists.bids(events).stream()
                .filter(bid -> bid.auction() / 123 * 123 == bid.auction())
                .map(bid -> bid.auction() + " " + bid.price())
                .toList();
    }

    static List<String> localItems(List<Event> events) {
        List<String> rows = new ArrayList<>();
        for (Person person : Lists.persons(events)) {
            String state = person.state();
            if (state.equals("OR") || state.equals("ID") || state.equals("CA")) {
                for (Auction auction : Lists.auctions(events)) {
                    if (auction.seller() == person.id() && auction.category() == 10) {
                        rows.add(person.name() + " " + person.city() + " " + state + " " + auction.id());
                    }
                }
            }
        }
        return rows;
    }
}
