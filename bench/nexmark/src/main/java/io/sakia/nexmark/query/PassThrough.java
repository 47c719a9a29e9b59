package io.sakia.nexmark.query;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;

/** Query 0, pass through: all bids as they are. It shows what reading and writing alone cost. */
public final class PassThrough {
    private PassThrough() {}

    /** The query. */
    public static DStream<Bid> define(DStream<Event> events) {
        return Events.bids(events);
    }
}
