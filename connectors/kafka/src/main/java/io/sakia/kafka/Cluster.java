package io.sakia.kafka;

import java.io.Closeable;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;

/**
 * What the driver asks of a cluster. It blocks, at most as long as the client's patience lasts, and is used by one thread, except for {@link #wake}. What fails is
 * an exception of Kafka's.
 */
interface Cluster extends Closeable {
    /** The partitions that there are of some topics. */
    NavigableSet<Place> partitions(Topics topics);

    /** The offsets of the oldest records that are left. */
    NavigableMap<Place, Long> begins(Set<Place> places);

    /** The offsets behind the last records that may be read. */
    NavigableMap<Place, Long> ends(Set<Place> places);

    /** The offsets of the first records that are not before a time in milliseconds since 1970; the end where there is none. */
    NavigableMap<Place, Long> since(Set<Place> places, long millis);

    /** Waits until there may be something behind some ends, {@link #wake} is called, or the time is over. */
    void await(NavigableMap<Place, Long> ends, Duration most);

    /** Ends {@link #await}, now or when it is called next. From any thread. */
    void wake();

    /** Tells the offsets to the consumer group, some time. */
    void commit(NavigableMap<Place, Long> next);

    /** Tells the offsets to the consumer group, now. */
    void commitNow(NavigableMap<Place, Long> next, Duration most);

    @Override
    void close();
}
