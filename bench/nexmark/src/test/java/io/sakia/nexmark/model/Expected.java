package io.sakia.nexmark.model;

import io.sakia.nexmark.query.NexmarkQuery;

/** The model of each query. */
public final class Expected {
    private Expected() {}

    /** The model of a query. */
    public static Model of(NexmarkQuery query) {
        return switch (query) {
            case Q0 -> Single::bids;
            case Q1 -> Single::euros;
            case Q2 -> Single::selected;
            case Q3 -> Single::localItems;
            case Q4 -> Auctions::meansOfCategories;
            case Q5 -> Spans::hotItems;
            case Q6 -> Auctions::meansOfSellers;
            case Q7 -> Spans::highestBids;
            case Q8 -> Spans::newSellers;
            case Q9 -> Auctions::winners;
            case Q10 -> Single::log;
            case Q11 -> Spans::sessions;
            case Q12 -> throw new IllegalArgumentException("what q12 gives depends on when events arrive");
            case Q13 -> Single::told;
            case Q14 -> Single::calculated;
            case Q15 -> Days::statistics;
            case Q16 -> Days::ofChannels;
            case Q17 -> Days::ofAuctions;
            case Q18 -> Ranking::lastBids;
            case Q19 -> Ranking::topBids;
            case Q20 -> Single::expanded;
            case Q21 -> Single::channelIds;
            case Q22 -> Single::directories;
        };
    }
}
