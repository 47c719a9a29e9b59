package io.sakia.nexmark.query;

import io.sakia.nexmark.Event;
import io.sakia.streaming.DStream;
import java.util.Locale;

/**
 * The queries by their numbers.
 *
 * <pre>{@code NexmarkQuery.Q5.define(events).print(); // HotItems}</pre>
 */
public enum NexmarkQuery {
    /** {@link PassThrough}. */
    Q0,
    /** {@link CurrencyConversion}. */
    Q1,
    /** {@link Selection}. */
    Q2,
    /** {@link LocalItems}. */
    Q3,
    /** {@link CategoryPrices}. */
    Q4,
    /** {@link HotItems}. */
    Q5,
    /** {@link SellerPrices}. */
    Q6,
    /** {@link HighestBids}. */
    Q7,
    /** {@link NewSellers}. */
    Q8,
    /** {@link WinningBids}. */
    Q9;

    /** What it makes of events. The stream has event time. */
    public DStream<?> define(DStream<Event> events) {
        return switch (this) {
            case Q0 -> PassThrough.define(events);
            case Q1 -> CurrencyConversion.define(events);
            case Q2 -> Selection.define(events);
            case Q3 -> LocalItems.define(events);
            case Q4 -> CategoryPrices.define(events);
            case Q5 -> HotItems.define(events);
            case Q6 -> SellerPrices.define(events);
            case Q7 -> HighestBids.define(events);
            case Q8 -> NewSellers.define(events);
            case Q9 -> WinningBids.define(events);
        };
    }

    /** As it is called: {@code q5}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
