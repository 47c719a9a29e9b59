package io.sakia.nexmark.query;

import io.sakia.Pair;
import io.sakia.nexmark.Event;
import io.sakia.streaming.DStream;

/**
 * Query 4, average price for a category: the mean of the prices at which its auctions were won.
 *
 * <p>A category has a row in each batch in which one of its auctions is over: the last one of a category counts.
 */
public final class CategoryPrices {
    private CategoryPrices() {}

    /** What a category's auctions went for so far. */
    public record CategoryPrice(int category, double mean) {}

    /** How much was paid, and how often. */
    record Paid(long sum, long count) {
        Paid plus(Paid other) {
            return new Paid(sum + other.sum, count + other.count);
        }
    }

    /** The query. */
    public static DStream<CategoryPrice> define(DStream<Event> events) {
        events.context().types(Paid.class);
        return WinningBids.define(events)
                .mapToPair(winner -> Pair.of(
                        winner.auction().category(), new Paid(winner.bid().price(), 1)))
                .reduceByKey(Paid::plus)
                .mapWithState(Paid.class, (category, paid, state) -> {
                    Paid total = state.exists() ? state.get().plus(paid) : paid;
                    state.update(total);
                    return new CategoryPrice(category, (double) total.sum() / total.count());
                });
    }
}
