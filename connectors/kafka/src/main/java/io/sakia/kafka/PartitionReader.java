package io.sakia.kafka;

import io.sakia.connector.Reader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads a range of offsets. A feed that has failed is not used again. */
final class PartitionReader<K, V> implements Reader<KafkaRecord<K, V>> {
    private final OffsetRange range;
    private final FeedPool pool;
    private final PartitionFeed feed;
    private final Decoder.Decoding<K> keys;
    private final Decoder.Decoding<V> values;
    private boolean broken;
    private long offset;

    PartitionReader(
            OffsetRange range,
            FeedPool pool,
            PartitionFeed feed,
            Decoder.Decoding<K> keys,
            Decoder.Decoding<V> values) {
        this.range = range;
        this.pool = pool;
        this.feed = feed;
        this.keys = keys;
        this.values = values;
        this.offset = range.from();
    }

    @Override
    public @Nullable KafkaRecord<K, V> read() throws Exception {
        ConsumerRecord<ByteBuffer, ByteBuffer> record = fetch();
        if (record == null) {
            return null;
        }
        offset = record.offset();
        return new KafkaRecord<>(
                range.topic(),
                range.number(),
                offset,
                record.timestamp(),
                decoded(keys, record.key(), record.headers(), "key"),
                decoded(values, record.value(), record.headers(), "value"),
                headers(record.headers()));
    }

    private @Nullable ConsumerRecord<ByteBuffer, ByteBuffer> fetch() throws InterruptedException {
        try {
            return feed.next(range.until());
        } catch (InterruptException e) {
            broken = true;
            throw interrupted(e);
        } catch (KafkaException e) {
            broken = true;
            throw KafkaTrouble.of(feed.key().client(), position(), e);
        }
    }

    private static InterruptedException interrupted(InterruptException cause) {
        InterruptedException interrupted = new InterruptedException("interrupted while it waited for records");
        interrupted.initCause(cause);
        return interrupted;
    }

    private <T> @Nullable T decoded(
            Decoder.Decoding<T> decoding, @Nullable ByteBuffer bytes, Headers headers, String which) throws Exception {
        if (bytes == null) {
            return null;
        }
        try {
            return decoding.decode(range.topic(), headers, bytes);
        } catch (Exception e) {
            throw new UndecodableException(
                    "the " + which + " of the record at " + position() + " can't be decoded: "
                            + (e.getMessage() == null ? e.toString() : e.getMessage())
                            + "; to leave such records out, read bytes and decode in a map with onError(…)",
                    e);
        }
    }

    private static List<KafkaHeader> headers(Headers headers) {
        Header[] all = headers.toArray();
        if (all.length == 0) {
            return List.of();
        }
        List<KafkaHeader> copied = new ArrayList<>(all.length);
        for (Header each : all) {
            copied.add(new KafkaHeader(each.key(), each.value()));
        }
        return copied;
    }

    @Override
    public String position() {
        return range.partition() + " offset " + offset;
    }

    @Override
    public void close() {
        keys.close();
        values.close();
        if (broken) {
            feed.close();
        } else {
            pool.giveBack(feed);
        }
    }
}
