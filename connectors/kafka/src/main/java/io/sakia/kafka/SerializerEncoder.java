package io.sakia.kafka;

import io.sakia.function.Function0;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.serialization.Serializer;

/** A serialiser of Kafka's; each is used by one thread at a time. */
final class SerializerEncoder<T> implements Encoder<T> {
    private final String topic;
    private final Function0<Serializer<T>> making;
    private transient Queue<Serializer<T>> idle = new ConcurrentLinkedQueue<>();

    SerializerEncoder(String topic, Function0<Serializer<T>> making) {
        this.topic = topic;
        this.making = making;
    }

    @Override
    public byte[] encode(T value) throws Exception {
        Serializer<T> waiting = idle.poll();
        Serializer<T> taken = waiting == null ? making.call() : waiting;
        byte[] bytes = taken.serialize(topic, value);
        idle.add(taken);
        return bytes;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        idle = new ConcurrentLinkedQueue<>();
    }
}
