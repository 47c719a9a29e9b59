package io.sakia.nexmark.query;

import io.sakia.nexmark.Bid;

/**
 * What is reported of some bids of a day.
 *
 * @param bids how many there are
 * @param bidders how many different bidders made them
 * @param auctions in how many different auctions they were made
 * @param lastMinute the last minute of the day in which one was made, from 0
 */
public record Report(Ranks bids, Ranks bidders, Ranks auctions, int lastMinute) {
    private static final long MINUTE_MILLIS = 60_000;
    private static final long MINUTES = 24 * 60;

    static Report ofBid(Bid bid) {
        int minute = (int) (bid.time() / MINUTE_MILLIS % MINUTES);
        return new Report(Ranks.of(Ranks.bits(bid.price())), Ranks.NONE, Ranks.NONE, minute);
    }

    static Report ofBidder(int newBits) {
        return new Report(Ranks.NONE, Ranks.of(newBits), Ranks.NONE, 0);
    }

    static Report ofAuction(int newBits) {
        return new Report(Ranks.NONE, Ranks.NONE, Ranks.of(newBits), 0);
    }

    Report plus(Report other) {
        return new Report(
                bids.plus(other.bids),
                bidders.plus(other.bidders),
                auctions.plus(other.auctions),
                Math.max(lastMinute, other.lastMinute));
    }
}
