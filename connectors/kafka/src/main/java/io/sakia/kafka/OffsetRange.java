package io.sakia.kafka;

import io.sakia.connector.Range;

/**
 * Consecutive offsets of a partition of a topic.
 *
 * <pre>{@code new OffsetRange("clicks", 0, 100, 250) // clicks-0, offsets 100 to 249 }</pre>
 *
 * @param topic the topic
 * @param number the number of the partition in its topic, from 0
 * @param from the first offset
 * @param until the offset after the last
 */
public record OffsetRange(String topic, int number, long from, long until) implements Range {
    /** Refuses what no topic can have. */
    public OffsetRange {
        if (topic.isEmpty() || number < 0 || from < 0 || until < from) {
            throw new IllegalArgumentException(
                    "a range has a topic, a partition from 0 on and offsets 0 <= from <= until, not '" + topic + "', "
                            + number + ", " + from + " and " + until);
        }
    }

    /** {@inheritDoc} At most so many: what a compacted topic has let go of, and the marks that transactions leave, have offsets too. */
    @Override
    public long records() {
        return until - from;
    }

    /** {@inheritDoc} Such as {@code clicks-0}. */
    @Override
    public String partition() {
        return topic + "-" + number;
    }

    Place place() {
        return new Place(topic, number);
    }

    @Override
    public String toString() {
        return partition() + "[" + from + ", " + until + ")";
    }
}
