package io.sakia.kafka;

import io.sakia.TaskContext;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import org.apache.kafka.common.KafkaException;

/** Opens ranges of offsets in tasks. Consumers live as long as the executor, so that the next batch goes on with what they have fetched. */
record KafkaReaders<K, V>(
        KafkaClient client, boolean committedOnly, Expired onExpired, Decoder<K> keys, Decoder<V> values)
        implements RangeReader<KafkaRecord<K, V>, OffsetRange> {
    @Override
    public Reader<KafkaRecord<K, V>> open(OffsetRange range) {
        TaskContext task = TaskContext.current();
        FeedPool pool = task == null ? new FeedPool(0) : task.executorLocal("io.sakia.kafka.FeedPool", FeedPool::new);
        PartitionFeed.Key key = new PartitionFeed.Key(client, committedOnly, onExpired, range.place());
        try {
            return new PartitionReader<>(range, pool, pool.take(key, range.from()), keys.open(), values.open());
        } catch (KafkaTrouble e) {
            throw e;
        } catch (KafkaException e) {
            throw KafkaTrouble.of(client, range.toString(), e);
        }
    }
}
