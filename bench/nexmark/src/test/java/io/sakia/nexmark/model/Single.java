package io.sakia.nexmark.model;

import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Person;
import java.time.Instant;
import java.time.ZoneOffset;
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

    static List<String> log(List<Event> events) {
        return Lists.bids(events).stream()
                .map(bid -> {
                    String time = Instant.ofEpochMilli(bid.time()).toString(); // 2026-01-01T00:00:00Z
                    return String.join(
                            ",",
                            "" + bid.auction(),
                            "" + bid.bidder(),
                            "" + bid.price(),
                            "" + bid.time(),
                            bid.extra(),
                            time.substring(0, 10),
                            time.substring(11, 16));
                })
                .toList();
    }

    static List<String> told(List<Event> events) {
        return Lists.bids(events).stream()
                .filter(bid -> bid.auction() % 10_000 % 4 != 3)
                .map(bid -> bid.auction() + " " + bid.bidder() + " " + bid.price() + " " + bid.time() + " value of "
                        + bid.auction() % 10_000)
                .toList();
    }

    static List<String> calculated(List<Event> events) {
        List<String> rows = new ArrayList<>();
        for (Bid bid : Lists.bids(events)) {
            double euros = bid.price() * 0.908;
            if (euros > 1_000_000 && euros < 50_000_000) {
                int hour =
                        Instant.ofEpochMilli(bid.time()).atZone(ZoneOffset.UTC).getHour();
                String part = hour >= 8 && hour <= 18 ? "dayTime" : hour == 7 || hour == 19 ? "otherTime" : "nightTime";
                long letters =
                        bid.extra().chars().filter(letter -> letter == 'c').count();
                rows.add(bid.auction() + " " + bid.bidder() + " " + Auctions.text(euros) + " " + part + " " + bid.time()
                        + " " + bid.extra() + " " + letters);
            }
        }
        return rows;
    }

    static List<String> expanded(List<Event> events) {
        List<String> rows = new ArrayList<>();
        for (Auction auction : Lists.auctions(events)) {
            if (auction.category() == 10) {
                Lists.bids(events).stream()
                        .filter(bid -> bid.auction() == auction.id())
                        .forEach(bid -> rows.add(bid + " " + auction));
            }
        }
        return rows;
    }

    static List<String> channelIds(List<Event> events) {
        List<String> rows = new ArrayList<>();
        for (Bid bid : Lists.bids(events)) {
            int known = List.of("Apple", "Google", "Facebook", "Baidu").indexOf(bid.channel());
            int at = bid.url().lastIndexOf("channel_id=");
            if (known >= 0 || at >= 0) {
                rows.add(bid.auction() + " " + bid.bidder() + " " + bid.price() + " " + bid.channel() + " "
                        + (known >= 0 ? "" + known : bid.url().substring(at + "channel_id=".length())));
            }
        }
        return rows;
    }

    static List<String> directories(List<Event> events) {
        return Lists.bids(events).stream()
                .map(bid -> bid.auction() + " " + bid.bidder() + " " + bid.price() + " " + bid.channel() + " "
                        + bid.url()
                                .replace("https://www.nexmark.com/", "")
                                .replaceAll("/item.*", "")
                                .replace('/', ' '))
                .toList();
    }
}
