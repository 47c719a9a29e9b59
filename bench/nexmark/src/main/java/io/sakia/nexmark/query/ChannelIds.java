package io.sakia.nexmark.query;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Query 21, add channel id: the bids with the number of their channel, which the large ones have from a table and the others from the address. Bids of which neither tells are
 * left out.
 */
public final class ChannelIds {
    private static final Map<String, String> KNOWN = Map.of("apple", "0", "google", "1", "facebook", "2", "baidu", "3");
    private static final Pattern IN_URL = Pattern.compile("[&?]channel_id=([^&]*)");

    private ChannelIds() {}

    /** A bid and the id of its channel. */
    public record ChannelBid(long auction, long bidder, long price, String channel, String id) {}

    /** The query. */
    public static DStream<ChannelBid> define(DStream<Event> events) {
        return Events.bids(events).flatMap(ChannelIds::withId);
    }

    private static List<ChannelBid> withId(Bid bid) {
        String known = KNOWN.get(bid.channel().toLowerCase(Locale.ROOT));
        if (known != null) {
            return List.of(with(bid, known));
        }
        Matcher matcher = IN_URL.matcher(bid.url());
        return matcher.find() ? List.of(with(bid, matcher.group(1))) : List.of();
    }

    private static ChannelBid with(Bid bid, String id) {
        return new ChannelBid(bid.auction(), bid.bidder(), bid.price(), bid.channel(), id);
    }
}
