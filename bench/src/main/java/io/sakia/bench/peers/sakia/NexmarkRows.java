package io.sakia.bench.peers.sakia;

import io.sakia.bench.peers.work.Hashes;
import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.query.ArrivalCounts.ArrivalCount;
import io.sakia.nexmark.query.AuctionStatistics.AuctionDay;
import io.sakia.nexmark.query.BiddingStatistics.DayReport;
import io.sakia.nexmark.query.Calculation.Calculated;
import io.sakia.nexmark.query.CategoryPrices.CategoryPrice;
import io.sakia.nexmark.query.ChannelIds.ChannelBid;
import io.sakia.nexmark.query.ChannelStatistics.ChannelReport;
import io.sakia.nexmark.query.CurrencyConversion.EuroBid;
import io.sakia.nexmark.query.ExpandedBids.Expanded;
import io.sakia.nexmark.query.HotItems.HotItem;
import io.sakia.nexmark.query.LocalItems.LocalItem;
import io.sakia.nexmark.query.NewSellers.NewSeller;
import io.sakia.nexmark.query.NexmarkQuery;
import io.sakia.nexmark.query.Ranks;
import io.sakia.nexmark.query.Selection.Price;
import io.sakia.nexmark.query.SellerPrices.SellerPrice;
import io.sakia.nexmark.query.SideInputJoin.Told;
import io.sakia.nexmark.query.TopBids.Ranked;
import io.sakia.nexmark.query.UrlDirectories.Place;
import io.sakia.nexmark.query.UserSessions.UserSession;
import io.sakia.nexmark.query.WinningBids.Winner;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * Hashes of rows, over the columns that two systems must agree in: numbers and times, no texts, and none that depends on which of two bids came first that are equal in all that the
 * query looks at.
 */
final class NexmarkRows {
    private static final Set<NexmarkQuery> BY_KEY = Set.of(
            NexmarkQuery.Q4, NexmarkQuery.Q15, NexmarkQuery.Q16, NexmarkQuery.Q17, NexmarkQuery.Q18, NexmarkQuery.Q19);

    private NexmarkRows() {}

    /** The hash of a row. */
    interface Hash extends Serializable {
        long of(Object row);
    }

    /** Whether rows of a query replace former ones. */
    static boolean hasKeys(NexmarkQuery query) {
        return BY_KEY.contains(query);
    }

    /** What a row of such a query is the latest news of. */
    static Object key(Object row) {
        if (row instanceof CategoryPrice price) {
            return price.category();
        } else if (row instanceof DayReport day) {
            return day.day();
        } else if (row instanceof ChannelReport channel) {
            return List.of(channel.channel(), channel.day());
        } else if (row instanceof AuctionDay auction) {
            return List.of(auction.auction(), auction.day());
        } else if (row instanceof Bid bid) {
            return List.of(bid.bidder(), bid.auction());
        }
        Ranked ranked = (Ranked) row;
        return List.of(ranked.bid().auction(), ranked.rank());
    }

    static Hash hash(NexmarkQuery query) {
        return switch (query) {
            case Q0, Q7 -> row -> bid((Bid) row);
            case Q1 ->
                row -> {
                    EuroBid bid = (EuroBid) row;
                    return of(bid.auction(), bid.bidder(), bits(bid.price()), bid.time());
                };
            case Q2 -> row -> of(((Price) row).auction(), ((Price) row).price());
            case Q3 -> row -> of(((LocalItem) row).auction());
            case Q4 -> row -> of(((CategoryPrice) row).category(), bits(((CategoryPrice) row).mean()));
            case Q5 -> row -> of(((HotItem) row).auction(), ((HotItem) row).bids(), ((HotItem) row).windowEnd());
            case Q6 -> row -> of(((SellerPrice) row).seller(), ((SellerPrice) row).auction());
            case Q8 -> row -> of(((NewSeller) row).id(), ((NewSeller) row).windowStart());
            case Q9 ->
                row -> {
                    Winner winner = (Winner) row;
                    return of(
                            winner.auction().id(),
                            winner.bid().price(),
                            winner.bid().time());
                };
            case Q10 -> row -> of(((String) row).length());
            case Q11 ->
                row -> {
                    UserSession session = (UserSession) row;
                    return of(session.bidder(), session.bids(), session.start(), session.end());
                };
            case Q12 -> row -> of(((ArrivalCount) row).bidder(), ((ArrivalCount) row).bids());
            case Q13 ->
                row -> {
                    Told told = (Told) row;
                    return of(told.auction(), told.bidder(), told.price(), told.time());
                };
            case Q14 ->
                row -> {
                    Calculated bid = (Calculated) row;
                    return of(bid.auction(), bid.bidder(), bits(bid.price()), bid.time(), bid.lettersC());
                };
            case Q15 ->
                row -> {
                    DayReport day = (DayReport) row;
                    return reported(day.bids(), day.bidders(), day.auctions());
                };
            case Q16 ->
                row -> {
                    ChannelReport channel = (ChannelReport) row;
                    return reported(
                            channel.report().bids(),
                            channel.report().bidders(),
                            channel.report().auctions());
                };
            case Q17 ->
                row -> {
                    AuctionDay day = (AuctionDay) row;
                    Ranks bids = day.prices().bids();
                    return of(
                            day.auction(),
                            bids.total(),
                            bids.low(),
                            bids.middle(),
                            bids.high(),
                            day.prices().min(),
                            day.prices().max(),
                            bits(day.prices().mean()),
                            day.prices().sum());
                };
            case Q18 -> row -> of(((Bid) row).auction(), ((Bid) row).bidder(), ((Bid) row).time());
            case Q19 ->
                row -> {
                    Ranked ranked = (Ranked) row;
                    return of(ranked.bid().auction(), ranked.bid().price(), ranked.rank());
                };
            case Q20 ->
                row -> {
                    Bid bid = ((Expanded) row).bid();
                    Auction auction = ((Expanded) row).auction();
                    return of(
                            bid.auction(), bid.bidder(), bid.price(), bid.time(), auction.expires(), auction.seller());
                };
            case Q21 ->
                row -> {
                    ChannelBid bid = (ChannelBid) row;
                    return of(bid.auction(), bid.bidder(), bid.price());
                };
            case Q22 ->
                row -> {
                    Place place = (Place) row;
                    return of(place.auction(), place.bidder(), place.price());
                };
        };
    }

    private static long bid(Bid bid) {
        return of(bid.auction(), bid.bidder(), bid.price(), bid.time());
    }

    private static long reported(Ranks bids, Ranks bidders, Ranks auctions) {
        return of(
                bids.total(),
                bids.low(),
                bids.middle(),
                bids.high(),
                bidders.total(),
                bidders.low(),
                bidders.middle(),
                bidders.high(),
                auctions.total(),
                auctions.low(),
                auctions.middle(),
                auctions.high());
    }

    private static long bits(double number) {
        return Double.doubleToLongBits(number);
    }

    private static long of(long... numbers) {
        return Hashes.ofAll(numbers);
    }
}
