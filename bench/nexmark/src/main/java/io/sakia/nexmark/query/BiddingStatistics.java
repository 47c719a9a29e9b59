package io.sakia.nexmark.query;

import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;

/**
 * Query 15, bidding statistics: for each day how many bids, bidders and auctions there were, all together and by ranks of prices.
 *
 * <p>A day has a row in each batch in which bids of it come: the last one of a day counts.
 */
public final class BiddingStatistics {
    private BiddingStatistics() {}

    /** What was bid on a day, counted from 1970, so far. */
    public record DayReport(long day, Ranks bids, Ranks bidders, Ranks auctions) {}

    /** The query. */
    public static DStream<DayReport> define(DStream<Event> events) {
        return Reports.of(Events.bids(events), Reports.Topic::day)
                .map(each -> new DayReport(
                        each.key().day(),
                        each.value().bids(),
                        each.value().bidders(),
                        each.value().auctions()));
    }
}
