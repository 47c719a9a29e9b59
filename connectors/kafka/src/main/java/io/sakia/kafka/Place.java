package io.sakia.kafka;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** A partition of a topic; in the order of topics and numbers. */
record Place(String topic, int number) implements Comparable<Place>, Serializable {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::topic).thenComparingInt(Place::number);

    static Place of(TopicPartition partition) {
        return new Place(partition.topic(), partition.partition());
    }

    TopicPartition kafka() {
        return new TopicPartition(topic, number);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + "-" + number;
    }
}
