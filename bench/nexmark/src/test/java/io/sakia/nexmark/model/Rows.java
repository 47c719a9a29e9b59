package io.sakia.nexmark.model;

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
import java.util.Arrays;
import java.util.stream.Collectors;

/** The rows of queries as the models write them. */
public final class Rows {
    private Rows() {}

    /** What a row is the latest news of; empty where each row stands for itself. */
    public static String key(NexmarkQuery query, Object row) {
        if (row instanceof CategoryPrice price) {
            return words(price.category());
        } else if (row instanceof DayReport day) {
            return words(day.day());
        } else if (row instanceof ChannelReport channel) {
            return words(channel.channel(), channel.day());
        } else if (row instanceof AuctionDay auction) {
            return words(auction.auction(), auction.day());
        } else if (row instanceof Ranked ranked) {
            return words(ranked.bid().auction(), ranked.rank());
        }
        return query == NexmarkQuery.Q18 && row instanceof Bid bid ? words(bid.bidder(), bid.auction()) : "";
    }

    /** A row as text. */
    public static String text(Object row) {
        if (row instanceof EuroBid bid) {
            return words(bid.auction(), bid.bidder(), bid.price(), bid.time());
        } else if (row instanceof Price price) {
            return words(price.auction(), price.price());
        } else if (row instanceof LocalItem item) {
            return words(item.name(), item.city(), item.state(), item.auction());
        } else if (row instanceof CategoryPrice price) {
            return words(price.category(), price.mean());
        } else if (row instanceof HotItem item) {
            return words(item.auction(), item.bids(), item.windowEnd());
        } else if (row instanceof SellerPrice price) {
            return words(price.seller(), price.auction(), price.mean());
        } else if (row instanceof NewSeller seller) {
            return words(seller.id(), seller.name(), seller.windowStart());
        } else if (row instanceof Winner winner) {
            return words(winner.auction(), winner.bid());
        } else if (row instanceof UserSession session) {
            return words(session.bidder(), session.bids(), session.start(), session.end());
        } else if (row instanceof ArrivalCount count) {
            return words(count.bidder(), count.bids());
        } else if (row instanceof Told told) {
            return words(told.auction(), told.bidder(), told.price(), told.time(), told.value());
        } else if (row instanceof Calculated bid) {
            return words(
                    bid.auction(), bid.bidder(), bid.price(), bid.partOfDay(), bid.time(), bid.extra(), bid.lettersC());
        } else if (row instanceof DayReport day) {
            return words(day.day(), ranks(day.bids()), ranks(day.bidders()), ranks(day.auctions()));
        } else if (row instanceof ChannelReport each) {
            return words(
                    each.channel(),
                    each.day(),
                    ranks(each.report().bids()),
                    ranks(each.report().bidders()),
                    ranks(each.report().auctions()),
                    each.report().lastMinute());
        } else if (row instanceof AuctionDay day) {
            return words(
                    day.auction(),
                    day.day(),
                    ranks(day.prices().bids()),
                    day.prices().min(),
                    day.prices().max(),
                    day.prices().sum(),
                    day.prices().mean());
        } else if (row instanceof Ranked ranked) {
            return words(ranked.rank(), ranked.bid());
        } else if (row instanceof Expanded expanded) {
            return words(expanded.bid(), expanded.auction());
        } else if (row instanceof ChannelBid bid) {
            return words(bid.auction(), bid.bidder(), bid.price(), bid.channel(), bid.id());
        } else if (row instanceof Place place) {
            return words(
                    place.auction(),
                    place.bidder(),
                    place.price(),
                    place.channel(),
                    place.first(),
                    place.second(),
                    place.third());
        }
        return row.toString(); // a bid, or a line
    }

    private static String ranks(Ranks ranks) {
        return words(ranks.total(), ranks.low(), ranks.middle(), ranks.high());
    }

    private static String words(Object... words) {
        return Arrays.stream(words)
                .map(word -> word instanceof Double number ? Auctions.text(number) : word.toString())
                .collect(Collectors.joining(" "));
    }
}
