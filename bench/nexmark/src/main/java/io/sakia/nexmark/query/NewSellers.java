package io.sakia.nexmark.query;

import static io.sakia.streaming.window.Windows.tumbling;

import io.sakia.Aggregate;
import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Person;
import io.sakia.streaming.DStream;
import io.sakia.streaming.time.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * Query 8, monitor new users: who came within ten seconds and has opened an auction within the same ten seconds. A row comes once, when these are over.
 */
public final class NewSellers {
    private static final Duration LENGTH = Durations.seconds(10);

    private NewSellers() {}

    /** Who came and began to sell, in the window that begins then. */
    public record NewSeller(long id, String name, long windowStart) {}

    /** What somebody has done. */
    record Done(Optional<String> came, boolean sells) {
        static final Done NOTHING = new Done(Optional.empty(), false);

        Done and(Event event) {
            return event instanceof Person person
                    ? new Done(Optional.of(person.name()), sells)
                    : sells ? this : new Done(came, true);
        }

        Done and(Done other) {
            return new Done(came.isPresent() ? came : other.came, sells || other.sells);
        }
    }

    /** The query. */
    public static DStream<NewSeller> define(DStream<Event> events) {
        events.context().types(Done.class);
        return events.filter(event -> !(event instanceof Bid))
                .keyed(event -> event instanceof Auction auction ? auction.seller() : ((Person) event).id())
                .window(tumbling(LENGTH).onMillis(Event::time))
                .aggregate(Aggregate.of(() -> Done.NOTHING, Done::and, Done::and, done -> done))
                .filter(each -> each.value().sells() && each.value().came().isPresent())
                .map(each -> new NewSeller(
                        each.key(),
                        each.value().came().orElseThrow(),
                        each.window().startMillis()));
    }
}
