package io.sakia.nexmark.model;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The queries that report of days. */
final class Days {
    private static final List<Predicate<Bid>> RANKS = List.of(
            bid -> true,
            bid -> bid.price() < 10_000,
            bid -> bid.price() >= 10_000 && bid.price() < 1_000_000,
            bid -> bid.price() >= 1_000_000);

    private Days() {}

    static List<String> statistics(List<Event> events) {
        return rows(events, Days::day, (day, bids) -> day + " " + report(bids));
    }

    static List<String> ofChannels(List<Event> events) {
        return rows(events, bid -> bid.channel() + " " + day(bid), (key, bids) -> {
            LocalTime last = bids.stream()
                    .map(bid -> Instant.ofEpochMilli(bid.time())
                            .atZone(ZoneOffset.UTC)
                            .toLocalTime())
                    .max(LocalTime::compareTo)
                    .orElseThrow();
            return key + " " + report(bids) + " " + (last.getHour() * 60 + last.getMinute());
        });
    }

    static List<String> ofAuctions(List<Event> events) {
        return rows(events, bid -> bid.auction() + " " + day(bid), (key, bids) -> {
            List<Long> prices = bids.stream().map(Bid::price).sorted().toList();
            long sum = prices.stream().reduce(0L, Long::sum);
            return key + " " + counts(bids, List::size) + " " + prices.get(0) + " " + prices.get(prices.size() - 1)
                    + " " + sum + " " + Auctions.text((double) sum / prices.size());
        });
    }

    private interface Line {
        String of(String key, List<Bid> bids);
    }

    private static List<String> rows(List<Event> events, Function<Bid, String> key, Line line) {
        Map<String, List<Bid>> groups =
                Lists.bids(events).stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
        List<String> rows = new ArrayList<>();
        groups.forEach((group, bids) -> rows.add(line.of(group, bids)));
        return rows;
    }

    private static String day(Bid bid) {
        return ""
                + Instant.ofEpochMilli(bid.time())
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .toEpochDay();
    }

    private static String report(List<Bid> bids) {
        return counts(bids, List::size) + " " + counts(bids, some -> different(some, Bid::bidder)) + " "
                + counts(bids, some -> different(some, Bid::auction));
    }

    private static long different(List<Bid> bids, ToLongFunction<Bid> id) {
        return bids.stream().mapToLong(id).distinct().count();
    }

    /** A number for all bids, and one for each rank. */
    private static String counts(List<Bid> bids, ToLongFunction<List<Bid>> count) {
        Stream<String> counts = RANKS.stream()
                .map(rank -> "" + count.applyAsLong(bids.stream().filter(rank).toList()));
        return counts.collect(Collectors.joining(" "));
    }
}
