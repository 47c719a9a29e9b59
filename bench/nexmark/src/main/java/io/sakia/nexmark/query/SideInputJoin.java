package io.sakia.nexmark.query;

import io.sakia.Broadcast;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Query 13, bounded side input join: each bid with what a table says of its auction's last four digits. The table is sent to the tasks once; bids of which it says nothing
 * are left out.
 */
public final class SideInputJoin {
    private static final long KEYS = 10_000;

    private SideInputJoin() {}

    /** A bid and what the table says. */
    public record Told(long auction, long bidder, long price, long time, String value) {}

    /** A table to join with: it knows three of four numbers. */
    public static Map<Long, String> table() {
        Map<Long, String> table = new HashMap<>();
        for (long key = 0; key < KEYS; key++) {
            if (key % 4 != 3) {
                table.put(key, "value of " + key);
            }
        }
        return table;
    }

    /** The query. */
    public static DStream<Told> define(DStream<Event> events, Map<Long, String> table) {
        Broadcast<Map<Long, String>> side = events.context().sakiaContext().broadcast(table);
        return Events.bids(events)
                .filter(bid -> side.value().containsKey(key(bid)))
                .map(bid -> new Told(
                        bid.auction(),
                        bid.bidder(),
                        bid.price(),
                        bid.time(),
                        side.value().getOrDefault(key(bid), "")));
    }

    private static long key(Bid bid) {
        return bid.auction() % KEYS;
    }
}
