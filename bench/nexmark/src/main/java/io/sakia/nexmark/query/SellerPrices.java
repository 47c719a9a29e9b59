package io.sakia.nexmark.query;

import io.sakia.Pair;
import io.sakia.nexmark.Event;
import io.sakia.streaming.DStream;
import io.sakia.streaming.state.TimedState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Query 6, average selling price by seller: for each auction that is won, the mean price of the seller's last ten. Auctions follow each other by their expiry, those that
 * expire together by their ids.
 *
 * <p>Winners of several auctions may come in one batch and in any order, so a seller's wait for a timer at their expiry, by which they are put in order. A row comes
 * once.
 */
public final class SellerPrices {
    private static final int LAST = 10;

    private SellerPrices() {}

    /** What a seller's last ten auctions went for, when this one was over. */
    public record SellerPrice(long seller, long auction, double mean) {}

    /** An auction that was won. */
    record Sale(long expires, long auction, long price) {
        static final Comparator<Sale> IN_ORDER =
                Comparator.comparingLong(Sale::expires).thenComparingLong(Sale::auction);
    }

    /** A seller's last sales, and those that wait. */
    record Sales(List<Sale> last, List<Sale> waiting) {
        static final Sales NONE = new Sales(List.of(), List.of());
    }

    /** The query. */
    public static DStream<SellerPrice> define(DStream<Event> events) {
        events.context().types(Sale.class, Sales.class);
        return WinningBids.define(events)
                .mapToPair(winner -> Pair.of(
                        winner.auction().seller(),
                        new Sale(
                                winner.auction().expires(),
                                winner.auction().id(),
                                winner.bid().price())))
                .mapWithState(
                        Sales.class,
                        (seller, sale, sales) -> await(sale, sales),
                        (seller, timer, sales) -> tell(seller, timer.time().toEpochMilli(), sales));
    }

    private static List<SellerPrice> await(Sale sale, TimedState<Sales> state) {
        Sales sales = state.getOption().orElse(Sales.NONE);
        state.update(new Sales(sales.last(), with(sales.waiting(), sale)));
        state.setEventTimer(Instant.ofEpochMilli(sale.expires()));
        return List.of();
    }

    private static List<SellerPrice> tell(long seller, long time, TimedState<Sales> state) {
        Sales sales = state.get();
        List<SellerPrice> told = new ArrayList<>();
        List<Sale> last = sales.last();
        List<Sale> due = sales.waiting().stream()
                .filter(sale -> sale.expires() <= time)
                .sorted(Sale.IN_ORDER)
                .toList();
        for (Sale sale : due) {
            last = with(last.size() < LAST ? last : last.subList(1, LAST), sale);
            told.add(new SellerPrice(
                    seller,
                    sale.auction(),
                    last.stream().mapToLong(Sale::price).average().orElseThrow()));
        }
        state.update(new Sales(
                last,
                List.copyOf(sales.waiting().stream()
                        .filter(sale -> sale.expires() > time)
                        .toList())));
        return told;
    }

    private static List<Sale> with(List<Sale> sales, Sale sale) {
        List<Sale> more = new ArrayList<>(sales);
        more.add(sale);
        return List.copyOf(more);
    }
}
