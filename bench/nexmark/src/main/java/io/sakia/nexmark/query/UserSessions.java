package io.sakia.nexmark.query;

import static io.sakia.streaming.window.Windows.session;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;
import io.sakia.streaming.time.Durations;
import java.time.Duration;

/**
 * Query 11, user sessions: how many bids somebody made in each session, which ends when ten seconds have passed without one. A row comes once, when the session is over.
 */
public final class UserSessions {
    private static final Duration GAP = Durations.seconds(10);

    private UserSessions() {}

    /** The bids of a session, which goes from the first of them to ten seconds after the last. */
    public record UserSession(long bidder, long bids, long start, long end) {}

    /** The query. */
    public static DStream<UserSession> define(DStream<Event> events) {
        return Events.bids(events)
                .keyed(Bid::bidder)
                .window(session(GAP).onMillis(Bid::time))
                .count()
                .map(each -> new UserSession(
                        each.key(),
                        each.value(),
                        each.window().startMillis(),
                        each.window().endMillis()));
    }
}
