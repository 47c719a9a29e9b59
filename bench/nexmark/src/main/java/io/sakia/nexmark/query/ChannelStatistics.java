package io.sakia.nexmark.query;

import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;

/**
 * Query 16, channel statistics: as query 15 for each channel and day, with the last minute in which a bid was made.
 *
 * <p>A channel's day has a row in each batch in which bids of it come: the last one counts.
 */
public final class ChannelStatistics {
    private ChannelStatistics() {}

    /** What was bid through a channel on a day, counted from 1970, so far. */
    public record ChannelReport(String channel, long day, Report report) {}

    /** The query. */
    public static DStream<ChannelReport> define(DStream<Event> events) {
        return Reports.of(Events.bids(events), Reports.Topic::channelAndDay)
                .map(each -> new ChannelReport(each.key().channel(), each.key().day(), each.value()));
    }
}
