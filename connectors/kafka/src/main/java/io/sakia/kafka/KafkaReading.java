package io.sakia.kafka;

import java.time.Duration;

/**
 * How topics are read; made by {@link KafkaSource}.
 *
 * @param start where from at the first start
 * @param onExpired what to do when records are gone before they were read
 * @param group the consumer group that is told how far batches have come; none if empty
 * @param committedOnly whether records of transactions count only once these are committed ({@code isolation.level=read_committed})
 * @param recordsPerSecond how many records are read of a partition in a second, at most; 0 for no limit
 * @param smallestRange a partition is cut into ranges for several tasks, but not into smaller ones than of so many records
 * @param discovery how often to look for new topics and partitions
 */
record KafkaReading(
        Start start,
        Expired onExpired,
        String group,
        boolean committedOnly,
        long recordsPerSecond,
        long smallestRange,
        Duration discovery) {
    KafkaReading {
        if (recordsPerSecond < 0) {
            throw new IllegalArgumentException(
                    "a partition is read at a rate of at least 1 record a second, not " + recordsPerSecond);
        }
        if (smallestRange < 1) {
            throw new IllegalArgumentException("a range has at least 1 record, not " + smallestRange);
        }
        if (discovery.toMillis() < 10) {
            throw new IllegalArgumentException("partitions are looked for every 10ms at most, not every " + discovery);
        }
    }

    static KafkaReading usual() {
        return new KafkaReading(Start.earliest(), Expired.FAIL, "", true, 0, 10_000, Duration.ofSeconds(10));
    }

    KafkaReading start(Start other) {
        return new KafkaReading(other, onExpired, group, committedOnly, recordsPerSecond, smallestRange, discovery);
    }

    KafkaReading onExpired(Expired other) {
        return new KafkaReading(start, other, group, committedOnly, recordsPerSecond, smallestRange, discovery);
    }

    KafkaReading group(String other) {
        return new KafkaReading(start, onExpired, other, committedOnly, recordsPerSecond, smallestRange, discovery);
    }

    KafkaReading committedOnly(boolean only) {
        return new KafkaReading(start, onExpired, group, only, recordsPerSecond, smallestRange, discovery);
    }

    KafkaReading recordsPerSecond(long most) {
        return new KafkaReading(start, onExpired, group, committedOnly, most, smallestRange, discovery);
    }

    KafkaReading smallestRange(long records) {
        return new KafkaReading(start, onExpired, group, committedOnly, recordsPerSecond, records, discovery);
    }

    KafkaReading discovery(Duration every) {
        return new KafkaReading(start, onExpired, group, committedOnly, recordsPerSecond, smallestRange, every);
    }

    String isolation() {
        return committedOnly ? "read_committed" : "read_uncommitted";
    }
}
