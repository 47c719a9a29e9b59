package io.sakia.nexmark.model;

import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The queries about auctions that are over. */
final class Auctions {
    private Auctions() {}

    /** An auction and its best bid. */
    private record Won(Auction auction, Bid bid) {}

    static List<String> winners(List<Event> events) {
        return won(events).stream().map(won -> won.auction() + " " + won.bid()).toList();
    }

    static List<String> meansOfCategories(List<Event> events) {
        Map<Integer, List<Long>> prices = new TreeMap<>();
        for (Won won : won(events)) {
            prices.computeIfAbsent(won.auction().category(), category -> new ArrayList<>())
                    .add(won.bid().price());
        }
        List<String> rows = new ArrayList<>();
        prices.forEach((category, list) -> rows.add(category + " " + text(mean(list))));
        return rows;
    }

    static List<String> meansOfSellers(List<Event> events) {
        Map<Long, List<Won>> sellers = new TreeMap<>();
        List<Won> inOrder = new ArrayList<>(won(events));
        inOrder.sort(Comparator.<Won>comparingLong(won -> won.auction().expires())
                .thenComparingLong(won -> won.auction().id()));
        List<String> rows = new ArrayList<>();
        for (Won won : inOrder) {
            List<Won> sold = sellers.computeIfAbsent(won.auction().seller(), seller -> new ArrayList<>());
            sold.add(won);
            List<Long> last = sold.subList(Math.max(0, sold.size() - 10), sold.size()).stream()
                    .map(each -> each.bid().price())
                    .toList();
            rows.add(won.auction().seller() + " " + won.auction().id() + " " + text(mean(last)));
        }
        return rows;
    }

    static String text(double number) {
        return String.format(Locale.ROOT, "%.6f", number);
    }

    private static double mean(List<Long> numbers) {
        long sum = 0;
        for (long number : numbers) {
            sum += number;
        }
        return (double) sum / numbers.size();
    }

    private static List<Won> won(List<Event> events) {
        List<Won> won = new ArrayList<>();
        for (Auction auction : Lists.auctions(events)) {
            Optional<Bid> best = Optional.empty();
            for (Bid bid : Lists.bids(events)) {
                boolean counts = bid.auction() == auction.id()
                        && bid.time() >= auction.time()
                        && bid.time() <= auction.expires();
                if (counts && (best.isEmpty() || beats(bid, best.get()))) {
                    best = Optional.of(bid);
                }
            }
            best.ifPresent(bid -> won.add(new Won(auction, bid)));
        }
        return won;
    }

    private static boolean beats(Bid bid, Bid other) {
        if (bid.price() != other.price()) {
            return bid.price() > other.price();
        }
        return bid.time() != other.time() ? bid.time() < other.time() : Bid.BY_WORTH.compare(bid, other) > 0;
    }
}
