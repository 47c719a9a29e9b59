package io.sakia.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of one partition, which stays where it was when the next range begins there: what it had fetched ahead is read then. Used by one thread at a time.
 *
 * <pre>
 *   seek(100) ── next(250): 100 … 249, null ── next(400): 250 …
 * </pre>
 */
final class PartitionFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ZERO;

    private final Key key;
    private final TopicPartition partition;
    private final Consumer<ByteBuffer, ByteBuffer> consumer;
    private Iterator<ConsumerRecord<ByteBuffer, ByteBuffer>> fetched = Collections.emptyIterator();
    private @Nullable ConsumerRecord<ByteBuffer, ByteBuffer> ahead;
    private long position;

    /**
     * What feeds have in common that may stand for each other.
     *
     * @param committedOnly whether records of transactions count only once these are committed
     */
    record Key(KafkaClient client, boolean committedOnly, Expired onExpired, Place place) {}

    /** A feed that stands nowhere yet. */
    PartitionFeed(Key key) {
        this(key, consumer(key));
    }

    PartitionFeed(Key key, Consumer<ByteBuffer, ByteBuffer> consumer) {
        this.key = key;
        this.partition = key.place().kafka();
        this.consumer = consumer;
        this.position = -1;
        consumer.assign(List.of(partition));
    }

    private static Consumer<ByteBuffer, ByteBuffer> consumer(Key key) {
        Map<String, Object> needed = new HashMap<>();
        needed.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        needed.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        needed.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        needed.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, key.committedOnly() ? "read_committed" : "read_uncommitted");
        Map<String, Object> all = key.client().with(needed);
        all.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        return new KafkaConsumer<>(all, new ByteBufferDeserializer(), new ByteBufferDeserializer());
    }

    Key key() {
        return key;
    }

    /** The offset from which it goes on; −1 if it stands nowhere. */
    long position() {
        return position;
    }

    /** Goes to an offset; it costs nothing where it stands there. */
    void seek(long offset) {
        if (position != offset) {
            fetched = Collections.emptyIterator();
            ahead = null;
            consumer.seek(partition, offset);
            position = offset;
        }
    }

    /** The next record before an offset; null if there is none. Then the feed stands at that offset. */
    @Nullable
    ConsumerRecord<ByteBuffer, ByteBuffer> next(long until) {
        ConsumerRecord<ByteBuffer, ByteBuffer> record = ahead;
        if (record == null) {
            if (!fetched.hasNext() && !fetch(until)) {
                position = until;
                return null;
            }
            record = fetched.next();
        }
        if (record.offset() >= until) {
            ahead = record;
            position = until;
            return null;
        }
        ahead = null;
        position = record.offset() + 1;
        return record;
    }

    /** Fetches what comes next; gives whether there is anything before an offset. */
    private boolean fetch(long until) {
        long waited = 0;
        while (position < until) {
            long before = at();
            if (before >= until) {
                return false; // what is left are marks of transactions, or was let go of by compaction
            }
            if (waited > key.client().patience().toMillis()) {
                throw new KafkaTrouble(
                        key.client().servers() + " gave nothing of " + partition + " from offset " + before + " on for "
                                + waited / 1000 + " s, although it had said that there are records up to " + until
                                + ": look whether the partition has a leader (kafka-topics.sh --describe)");
            }
            ConsumerRecords<ByteBuffer, ByteBuffer> records = poll(before);
            if (!records.isEmpty()) {
                fetched = records.iterator();
                return true;
            }
            waited = at() > before ? 0 : waited + POLL.toMillis();
        }
        return false;
    }

    private long at() {
        return consumer.position(partition, key.client().patience());
    }

    private ConsumerRecords<ByteBuffer, ByteBuffer> poll(long from) {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            long oldest = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long newest = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            String what = gone(partition.toString(), from, oldest, newest);
            if (key.onExpired() == Expired.FAIL || oldest <= from) {
                throw new KafkaTrouble(key.client().servers() + ": " + what + ". " + Expiry.ADVICE);
            }
            LOG.warn("{}: {}. The stream goes on without them", key.client().servers(), what);
            consumer.seek(partition, oldest);
            return ConsumerRecords.empty();
        }
    }

    private static String gone(String partition, long from, long oldest, long newest) {
        return from < oldest
                ? "the records " + from + " to " + (oldest - 1) + " of " + partition + " are gone before they were read"
                : partition + " ends at offset " + newest + ", so record " + from
                        + " is not there, which was read or planned before: was the topic deleted and created anew?";
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSING));
    }
}
