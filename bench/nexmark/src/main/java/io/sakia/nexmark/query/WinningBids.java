package io.sakia.nexmark.query;

import io.sakia.Pair;
import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Person;
import io.sakia.streaming.DStream;
import io.sakia.streaming.state.TimedState;
import io.sakia.streaming.state.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Query 9, winning bids: each auction with the best bid that was made while it was open, from its own time to its expiry, both included. Of equal prices the earliest bid
 * wins. A row comes once, when the watermark says that no bid can come any more; an auction without bids has none.
 *
 * <pre>
 *   bid before its auction    waits until the watermark says that the auction can't have been open
 *   auction                   takes the best of those that wait; a timer behind its expiry
 *   bid                       replaces the best, if it is better
 *   timer                     the auction and its best bid go out, the state goes
 * </pre>
 *
 * Queries 4 and 6 go on from here.
 */
public final class WinningBids {
    private WinningBids() {}

    /** An auction that is over and the bid that won it. */
    public record Winner(Auction auction, Bid bid) {}

    /** What is known of an auction. */
    sealed interface Lot {
        /** Only bids have come. */
        record Awaited(List<Bid> bids) implements Lot {}

        /** It has come. */
        record Open(Auction auction, Optional<Bid> best) implements Lot {}
    }

    /** The query. */
    public static DStream<Winner> define(DStream<Event> events) {
        events.context().types(Auction.class, Bid.class, Lot.class, Winner.class);
        return events.filter(event -> !(event instanceof Person))
                .mapToPair(event -> Pair.of(event instanceof Bid bid ? bid.auction() : ((Auction) event).id(), event))
                .mapWithState(Lot.class, (id, event, lot) -> take(event, lot), (id, timer, lot) -> close(timer, lot));
    }

    private static List<Winner> take(Event event, TimedState<Lot> lot) {
        if (event instanceof Auction auction) {
            Optional<Bid> best =
                    awaited(lot).stream().filter(bid -> isOpen(auction, bid)).max(Bid.BY_WORTH);
            lot.update(new Lot.Open(auction, best));
            lot.setEventTimer(Instant.ofEpochMilli(auction.expires() + 1));
        } else if (event instanceof Bid bid) {
            if (lot.exists() && lot.get() instanceof Lot.Open open) {
                if (isOpen(open.auction(), bid) && isBetter(bid, open.best())) {
                    lot.update(new Lot.Open(open.auction(), Optional.of(bid)));
                }
            } else {
                List<Bid> bids = new ArrayList<>(awaited(lot));
                bids.add(bid);
                lot.update(new Lot.Awaited(List.copyOf(bids)));
                lot.setEventTimer(Instant.ofEpochMilli(bid.time() + 1));
            }
        }
        return List.of();
    }

    private static List<Winner> close(Timer timer, TimedState<Lot> lot) {
        if (!lot.exists()) {
            return List.of();
        }
        long time = timer.time().toEpochMilli();
        if (lot.get() instanceof Lot.Open open) {
            if (time <= open.auction().expires()) {
                return List.of(); // it was set by a bid before the auction came
            }
            lot.remove();
            return open.best()
                    .map(bid -> List.of(new Winner(open.auction(), bid)))
                    .orElse(List.of());
        }
        List<Bid> bids = awaited(lot).stream().filter(bid -> bid.time() >= time).toList();
        if (bids.isEmpty()) {
            lot.remove();
        } else {
            lot.update(new Lot.Awaited(List.copyOf(bids)));
        }
        return List.of();
    }

    private static List<Bid> awaited(TimedState<Lot> lot) {
        return lot.exists() && lot.get() instanceof Lot.Awaited awaited ? awaited.bids() : List.of();
    }

    private static boolean isOpen(Auction auction, Bid bid) {
        return auction.time() <= bid.time() && bid.time() <= auction.expires();
    }

    private static boolean isBetter(Bid bid, Optional<Bid> best) {
        return best.isEmpty() || Bid.BY_WORTH.compare(bid, best.get()) > 0;
    }
}
