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
    Q9,
    /** {@link BidLog}: its lines. */
    Q10,
    /** {@link UserSessions}. */
    Q11,
    /** {@link ArrivalCounts}. */
    Q12,
    /** {@link SideInputJoin} with its own table. */
    Q13,
    /** {@link Calculation}. */
    Q14,
    /** {@link BiddingStatistics}. */
    Q15,
    /** {@link ChannelStatistics}. */
    Q16,
    /** {@link AuctionStatistics}. */
    Q17,
    /** {@link LastBids}. */
    Q18,
    /** {@link TopBids}. */
    Q19,
    /** {@link ExpandedBids}. */
    Q20,
    /** {@link ChannelIds}. */
    Q21,
    /** {@link UrlDirectories}. */
    Q22;

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
            case Q10 -> BidLog.define(events);
            case Q11 -> UserSessions.define(events);
            case Q12 -> ArrivalCounts.define(events);
            case Q13 -> SideInputJoin.define(events, SideInputJoin.table());
            case Q14 -> Calculation.define(events);
            case Q15 -> BiddingStatistics.define(events);
            case Q16 -> ChannelStatistics.define(events);
            case Q17 -> AuctionStatistics.define(events);
            case Q18 -> LastBids.define(events);
            case Q19 -> TopBids.define(events);
            case Q20 -> ExpandedBids.define(events);
            case Q21 -> ChannelIds.define(events);
            case Q22 -> UrlDirectories.define(events);
        };
    }

    /** As it is called: {@code q5}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
