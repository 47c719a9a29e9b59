package io.sakia.nexmark.query;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Query 19, auction top 10 price: the ten best bids of each auction with their ranks. Of equal prices the earlier bid ranks higher.
 *
 * <p>An auction has rows in each batch in which its ranks have changed, for those that have: the last row of an auction and rank counts.
 */
public final class TopBids {
    private static final int TOP = 10;

    private TopBids() {}

    /** The bid that has a rank, from 1, in its auction. */
    public record Ranked(int rank, Bid bid) {}

    /** The best bids of an auction, the best first. */
    record Best(List<Bid> bids) {
        static final Best NONE = new Best(List.of());

        Best and(Bid bid) {
            int place = bids.size();
            while (place > 0 && Bid.BY_WORTH.compare(bids.get(place - 1), bid) < 0) {
                place--;
            }
            if (place == TOP) {
                return this;
            }
            List<Bid> more = new ArrayList<>(bids);
            more.add(place, bid);
            return new Best(List.copyOf(more.subList(0, Math.min(TOP, more.size()))));
        }

        Best and(Best other) {
            Best both = this;
            for (Bid bid : other.bids) {
                both = both.and(bid);
            }
            return both;
        }

        /** The ranks that others had before. */
        List<Ranked> unlike(Best before) {
            List<Ranked> changed = new ArrayList<>();
            for (int i = 0; i < bids.size(); i++) {
                if (i >= before.bids.size() || !bids.get(i).equals(before.bids.get(i))) {
                    changed.add(new Ranked(i + 1, bids.get(i)));
                }
            }
            return changed;
        }
    }

    /** The query. */
    public static DStream<Ranked> define(DStream<Event> events) {
        events.context().types(Bid.class, Best.class);
        return Events.bids(events)
                .mapToPair(bid -> Pair.of(bid.auction(), bid))
                .aggregateByKey(Aggregate.of(() -> Best.NONE, Best::and, Best::and, best -> best))
                .mapWithState(Best.class, (auction, best, state) -> {
                    Best before = state.exists() ? state.get() : Best.NONE;
                    Best now = before.and(best);
                    List<Ranked> changed = now.unlike(before);
                    if (!changed.isEmpty()) {
                        state.update(now);
                    }
                    return changed;
                })
                .flatMap(changed -> changed);
    }
}
