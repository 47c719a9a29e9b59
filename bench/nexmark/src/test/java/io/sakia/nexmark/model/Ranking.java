package io.sakia.nexmark.model;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The queries for the last and for the best bids. */
final class Ranking {
    private Ranking() {}

    static List<String> lastBids(List<Event> events) {
        Map<String, Bid> last = new TreeMap<>();
        for (Bid bid : Lists.bids(events)) {
            last.merge(
                    bid.bidder() + " " + bid.auction(),
                    bid,
                    (one, other) -> Bid.BY_TIME.compare(one, other) > 0 ? one : other);
        }
        return last.values().stream().map(Bid::toString).toList();
    }

    static List<String> topBids(List<Event> events) {
        Comparator<Bid> byPrice = Comparator.comparingLong(Bid::price).reversed();
        Comparator<Bid> order = byPrice.thenComparingLong(Bid::time).thenComparing(Bid.BY_WORTH.reversed());
        List<String> rows = new ArrayList<>();
        Lists.bids(events).stream().collect(Collectors.groupingBy(Bid::auction)).forEach((auction, bids) -> {
            List<Bid> best = bids.stream().sorted(order).limit(10).toList();
            for (int i = 0; i < best.size(); i++) {
                rows.add((i + 1) + " " + best.get(i));
            }
        });
        return rows;
    }
}
