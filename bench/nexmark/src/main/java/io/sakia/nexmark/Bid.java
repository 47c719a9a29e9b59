package io.sakia.nexmark;

import java.util.Comparator;

/**
 * What somebody offers in an auction.
 *
 * @param auction the id of an auction
 * @param bidder the id of a person
 * @param price in cents of a dollar
 * @param channel where the bid comes from
 * @param url the page from which it was made
 * @param time when it was made, in milliseconds since 1970
 * @param extra fills the record up to a usual size
 */
public record Bid(long auction, long bidder, long price, String channel, String url, long time, String extra)
        implements Event {
    /**
     * Bids from the worst to the best: the higher price wins, and of equal ones the earlier bid. The other fields decide only where bids agree in both, so that no result
     * depends on which of them came first.
     */
    public static final Comparator<Bid> BY_WORTH = Comparator.comparingLong(Bid::price)
            .thenComparing(Comparator.comparingLong(Bid::time).reversed())
            .thenComparing(Bid::byIdentity);

    /** Bids from the earliest to the latest; of bids of one time the one with the higher price is the later. */
    public static final Comparator<Bid> BY_TIME =
            Comparator.comparingLong(Bid::time).thenComparingLong(Bid::price).thenComparing(Bid::byIdentity);

    private static int byIdentity(Bid one, Bid other) {
        int order = Long.compare(one.auction, other.auction);
        order = order != 0 ? order : Long.compare(one.bidder, other.bidder);
        order = order != 0 ? order : one.channel.compareTo(other.channel);
        order = order != 0 ? order : one.url.compareTo(other.url);
        return order != 0 ? order : one.extra.compareTo(other.extra);
    }
}
