package io.sakia.nexmark.model;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.query.CategoryPrices.CategoryPrice;
import io.sakia.nexmark.query.CurrencyConversion.EuroBid;
import io.sakia.nexmark.query.HotItems.HotItem;
import io.sakia.nexmark.query.LocalItems.LocalItem;
import io.sakia.nexmark.query.NewSellers.NewSeller;
import io.sakia.nexmark.query.NexmarkQuery;
import io.sakia.nexmark.query.Selection.Price;
import io.sakia.nexmark.query.SellerPrices.SellerPrice;
import io.sakia.nexmark.query.WinningBids.Winner;

/** What belongs to a query in its test: the model, the texts of its rows, and the keys of those that stand for former ones. */
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
        };
    }

    /** A row as the models write it. */
    public static String text(Object row) {
        if (row instanceof Bid bid) {
            return bid.toString();
        } else if (row instanceof EuroBid bid) {
            return bid.auction() + " " + bid.bidder() + " " + Auctions.text(bid.price()) + " " + bid.time();
        } else if (row instanceof Price price) {
            return price.auction() + " " + price.price();
        } else if (row instanceof LocalItem item) {
            return item.name() + " " + item.city() + " " + item.state() + " " + item.auction();
        } else if (row instanceof CategoryPrice price) {
            return price.category() + " " + Auctions.text(price.mean());
        } else if (row instanceof HotItem item) {
            return item.auction() + " " + item.bids() + " " + item.windowEnd();
        } else if (row instanceof SellerPrice price) {
            return price.seller() + " " + price.auction() + " " + Auctions.text(price.mean());
        } else if (row instanceof NewSeller seller) {
            return seller.id() + " " + seller.name() + " " + seller.windowStart();
        } else if (row instanceof Winner winner) {
            return winner.auction() + " " + winner.bid();
        }
        throw new IllegalArgumentException("no text for " + row);
    }

    /** What a row is the latest news of; empty where each row stands for itself. */
    public static String key(Object row) {
        return row instanceof CategoryPrice price ? "" + price.category() : "";
    }
}
