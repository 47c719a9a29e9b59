package io.sakia.nexmark.query;

import static io.sakia.streaming.window.Windows.sliding;
import static io.sakia.streaming.window.Windows.tumbling;

import io.sakia.Aggregate;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;
import io.sakia.streaming.time.Durations;
import io.sakia.streaming.window.Windowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Query 5, hot items: which auctions had the most bids in the last ten seconds, every two seconds. Of auctions with equally many all are told. A row comes once, when its
 * window is over.
 */
public final class HotItems {
    private static final Duration LENGTH = Durations.seconds(10);
    private static final Duration SLIDE = Durations.seconds(2);

    private HotItems() {}

    /** An auction that had the most bids in the window that ends then. */
    public record HotItem(long auction, long bids, long windowEnd) {}

    /** The auctions with the most bids so far. */
    record Hottest(long bids, List<Long> auctions) {
        static final Hottest NONE = new Hottest(0, List.of());

        Hottest and(Hottest other) {
            if (other.bids != bids) {
                return other.bids > bids ? other : this;
            }
            List<Long> both = new ArrayList<>(auctions);
            both.addAll(other.auctions);
            return new Hottest(bids, List.copyOf(both));
        }

        Hottest and(Windowed<Long, Long> count) {
            return count.value() < bids ? this : and(new Hottest(count.value(), List.of(count.key())));
        }
    }

    /** The query. */
    public static DStream<HotItem> define(DStream<Event> events) {
        events.context().types(Hottest.class);
        return Events.bids(events)
                .keyed(Bid::auction)
                .window(sliding(LENGTH, SLIDE).onMillis(Bid::time))
                .count()
                // The counts of all windows that end together fall into one stretch as long as a slide.
                .windowAll(tumbling(SLIDE).on(Windowed::time))
                .aggregate(Aggregate.of(() -> Hottest.NONE, Hottest::and, Hottest::and, hottest -> hottest))
                .flatMap(HotItems::items);
    }

    private static List<HotItem> items(Windowed<String, Hottest> hottest) {
        long end = hottest.window().endMillis();
        return hottest.value().auctions().stream()
                .map(auction -> new HotItem(auction, hottest.value().bids(), end))
                .toList();
    }
}
