package io.sakia.nexmark.query;

import io.sakia.Pair;
import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Person;
import io.sakia.streaming.DStream;
import io.sakia.streaming.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Query 3, local item suggestion: who sells something of category 10 and lives in Oregon, Idaho or California. A join without a bound in time: persons are kept for
 * ever, and auctions until their seller has come.
 *
 * <p>Each row comes once.
 */
public final class LocalItems {
    private static final Set<String> STATES = Set.of("OR", "ID", "CA");
    private static final int CATEGORY = 10;

    private LocalItems() {}

    /** An auction and where its seller lives. */
    public record LocalItem(String name, String city, String state, long auction) {}

    /** What is known of somebody: who it is, or what is to be sold once that is known. */
    sealed interface Seller {
        /** Somebody who has come. */
        record Known(String name, String city, String state) implements Seller {
            LocalItem sells(long auction) {
                return new LocalItem(name, city, state, auction);
            }
        }

        /** Somebody who has not. */
        record Awaited(List<Long> auctions) implements Seller {}
    }

    /** The query. */
    public static DStream<LocalItem> define(DStream<Event> events) {
        events.context().types(Person.class, Auction.class, Seller.class);
        return events.filter(LocalItems::matters)
                .mapToPair(event ->
                        Pair.of(event instanceof Auction auction ? auction.seller() : ((Person) event).id(), event))
                .mapWithState(Seller.class, (id, event, seller) -> join(event, seller))
                .flatMap(items -> items);
    }

    private static boolean matters(Event event) {
        return event instanceof Auction auction
                ? auction.category() == CATEGORY
                : event instanceof Person person && STATES.contains(person.state());
    }

    private static List<LocalItem> join(Event event, State<Seller> state) {
        Seller seller = state.exists() ? state.get() : new Seller.Awaited(List.of());
        if (event instanceof Person person) {
            Seller.Known known = new Seller.Known(person.name(), person.city(), person.state());
            state.update(known);
            return seller instanceof Seller.Awaited awaited
                    ? awaited.auctions().stream().map(known::sells).toList()
                    : List.of();
        }
        long auction = ((Auction) event).id();
        if (seller instanceof Seller.Known known) {
            return List.of(known.sells(auction));
        }
        List<Long> auctions = new ArrayList<>(((Seller.Awaited) seller).auctions());
        auctions.add(auction);
        state.update(new Seller.Awaited(List.copyOf(auctions)));
        return List.of();
    }
}
