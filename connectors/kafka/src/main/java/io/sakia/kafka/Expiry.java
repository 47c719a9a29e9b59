package io.sakia.kafka;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out at a start whether what a stream has yet to read is still there. */
final class Expiry {
    static final String ADVICE =
            "Keep records longer (retention.ms of the topic), or choose what to do by onExpired(Expired.EARLIEST) or onExpired(Expired.LATEST)";

    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

    private Expiry() {}

    /** The offsets to go on from, of those that a checkpoint has. */
    static NavigableMap<Place, Long> goOn(
            String servers,
            Expired onExpired,
            NavigableMap<Place, Long> next,
            NavigableMap<Place, Long> begins,
            NavigableMap<Place, Long> ends) {
        NavigableMap<Place, Long> from = new TreeMap<>();
        next.forEach((place, offset) -> {
            Long begin = begins.get(place);
            Long end = ends.get(place);
            String what = null;
            if (begin == null || end == null) {
                what = place + " is not there any more, of which the stream has read up to offset " + offset;
            } else if (offset < begin) {
                what = "the records " + offset + " to " + (begin - 1) + " of " + place
                        + " are gone before they were read";
            } else if (offset > end) {
                what = place + " ends at offset " + end + ", and the stream has read up to " + offset
                        + ": it was deleted and created anew, or this is another cluster";
            }
            if (what == null) {
                from.put(place, offset);
            } else if (onExpired == Expired.FAIL) {
                throw new KafkaTrouble(servers + ": " + what + ". " + ADVICE);
            } else {
                LOG.warn("{}: {}. The stream goes on without them", servers, what);
                if (begin != null && end != null) {
                    from.put(place, onExpired == Expired.EARLIEST ? begin : end);
                }
            }
        });
        return from;
    }
}
