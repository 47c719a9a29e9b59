package io.sakia.nexmark.model;

import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The queries over stretches of event time. */
final class Spans {
    private static final long LENGTH = 10_000;
    private static final long SLIDE = 2_000;

    private Spans() {}

    static List<String> hotItems(List<Event> events) {
        Map<Long, Map<Long, Long>> counts = new TreeMap<>();
        for (Bid bid : Lists.bids(events)) {
            for (long end = bid.time() / SLIDE * SLIDE + SLIDE; end <= bid.time() + LENGTH; end += SLIDE) {
                counts.computeIfAbsent(end, window -> new TreeMap<>()).merge(bid.auction(), 1L, Long::sum);
            }
        }
        List<String> rows = new ArrayList<>();
        counts.forEach((end, auctions) -> {
            long most =
                    auctions.values().stream().mapToLong(count -> count).max().orElseThrow();
            auctions.forEach((auction, count) -> {
                if (count == most) {
                    rows.add(auction + " " + count + " " + end);
                }
            });
        });
        return rows;
    }

    static List<String> highestBids(List<Event> events) {
        Map<Long, Long> highest = new TreeMap<>();
        for (Bid bid : Lists.bids(events)) {
            highest.merge(bid.time() / LENGTH, bid.price(), Math::max);
        }
        return Lists.bids(events).stream()
                .filter(bid -> highest.get(bid.time() / LENGTH) == bid.price())
                .map(Bid::toString)
                .toList();
    }

    static List<String> newSellers(List<Event> events) {
        List<String> rows = new ArrayList<>();
        for (Person person : Lists.persons(events)) {
            long window = person.time() / LENGTH;
            for (Auction auction : Lists.auctions(events)) {
                if (auction.seller() == person.id() && auction.time() / LENGTH == window) {
                    rows.add(person.id() + " " + person.name() + " " + window * LENGTH);
                    break;
                }
            }
        }
        return rows;
    }

    static List<String> sessions(List<Event> events) {
        Map<Long, List<Long>> bidders = new TreeMap<>();
        for (Bid bid : Lists.bids(events)) {
            bidders.computeIfAbsent(bid.bidder(), bidder -> new ArrayList<>()).add(bid.time());
        }
        List<String> rows = new ArrayList<>();
        bidders.forEach((bidder, times) -> {
            Collections.sort(times);
            int first = 0;
            for (int i = 0; i < times.size(); i++) {
                if (i == times.size() - 1 || times.get(i + 1) - times.get(i) >= LENGTH) {
                    rows.add(bidder + " " + (i - first + 1) + " " + times.get(first) + " " + (times.get(i) + LENGTH));
                    first = i + 1;
                }
            }
        });
        return rows;
    }
}
