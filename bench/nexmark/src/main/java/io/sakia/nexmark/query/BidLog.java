package io.sakia.nexmark.query;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;
import io.sakia.streaming.OutputDStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Query 10, log to file system: each bid as a line of comma-separated values, with its day, and its hour and minute, in UTC.
 *
 * <p>The folder of a batch has its bids, whatever their times, and appears whole; what the query is usually told to do, a folder for each minute of event time, is for whoever
 * reads them to do by the last two columns.
 */
public final class BidLog {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd,HH:mm").withZone(ZoneOffset.UTC);

    private BidLog() {}

    /** The lines. */
    public static DStream<String> define(DStream<Event> events) {
        return Events.bids(events).map(BidLog::line);
    }

    /** The query: the lines in folders that begin with a prefix, one for each batch. */
    public static OutputDStream write(DStream<Event> events, String prefix) {
        return define(events).saveAsTextFiles(prefix, "csv");
    }

    private static String line(Bid bid) {
        return bid.auction() + "," + bid.bidder() + "," + bid.price() + "," + bid.time() + "," + bid.extra() + ","
                + MINUTE.format(Instant.ofEpochMilli(bid.time()));
    }
}
