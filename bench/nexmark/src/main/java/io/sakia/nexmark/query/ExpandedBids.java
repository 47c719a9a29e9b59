package io.sakia.nexmark.query;

import io.sakia.Pair;
import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Person;
import io.sakia.streaming.DStream;
import io.sakia.streaming.state.State;
import java.util.ArrayList;
import java.util.List;

/**
 * Query 20, expand bid with auction: each bid in an auction of category 10, with the auction. A join without a bound in time: auctions are kept for ever, and a bid until its
 * auction has come. Of auctions of other categories no more is kept than that they are.
 *
 * <p>Each row comes once.
 */
public final class ExpandedBids {
    private static final int CATEGORY = 10;

    private ExpandedBids() {}

    /** A bid and its auction. */
    public record Expanded(Bid bid, Auction auction) {}

    /** What is known of an auction. */
    sealed interface Lot {
        /** Only bids have come. */
        record Awaited(List<Bid> bids) implements Lot {}

        /** It is of this category. */
        record Wanted(Auction auction) implements Lot {}

        /** It is of another one. */
        record Unwanted() implements Lot {}
    }

    /** The query. */
    public static DStream<Expanded> define(DStream<Event> events) {
        events.context().types(Auction.class, Bid.class, Lot.class);
        return events.filter(event -> !(event instanceof Person))
                .mapToPair(event -> Pair.of(event instanceof Bid bid ? bid.auction() : ((Auction) event).id(), event))
                .mapWithState(
                        Lot.class,
                        (id, event, state) ->
                                event instanceof Bid bid ? bid(bid, state) : auction((Auction) event, state))
                .flatMap(expanded -> expanded);
    }

    private static List<Expanded> bid(Bid bid, State<Lot> state) {
        Lot lot = state.exists() ? state.get() : new Lot.Awaited(List.of());
        if (lot instanceof Lot.Wanted wanted) {
            return List.of(new Expanded(bid, wanted.auction()));
        }
        if (lot instanceof Lot.Awaited awaited) {
            List<Bid> bids = new ArrayList<>(awaited.bids());
            bids.add(bid);
            state.update(new Lot.Awaited(List.copyOf(bids)));
        }
        return List.of();
    }

    private static List<Expanded> auction(Auction auction, State<Lot> state) {
        if (auction.category() != CATEGORY) {
            state.update(new Lot.Unwanted());
            return List.of();
        }
        List<Bid> bids = state.exists() && state.get() instanceof Lot.Awaited awaited ? awaited.bids() : List.of();
        state.update(new Lot.Wanted(auction));
        return bids.stream().map(bid -> new Expanded(bid, auction)).toList();
    }
}
