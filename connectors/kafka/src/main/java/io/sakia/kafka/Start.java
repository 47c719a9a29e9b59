package io.sakia.kafka;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a topic is read from at the first start; later ones go on where the checkpoint says. Partitions that appear later are read from their beginning.
 *
 * <pre>{@code
 * Start.earliest()
 * Start.since(Instant.parse("2026-11-24T00:00:00Z"))
 * Start.at("clicks", 0, 100).at("clicks", 1, 120)
 * }</pre>
 */
public sealed interface Start {
    /** From the oldest record that is left. */
    static Start earliest() {
        return new Earliest();
    }

    /** From the first record that comes after the start. */
    static Start latest() {
        return new Latest();
    }

    /** From the first record whose timestamp is not before a time; where there is none, from the first that comes. */
    static Start since(Instant time) {
        return new Since(time);
    }

    /** From given offsets; partitions for which none is given from their beginning. */
    static Offsets at(String topic, int partition, long offset) {
        return new Offsets(Map.of()).at(topic, partition, offset);
    }

    /** The oldest record. */
    record Earliest() implements Start {
        @Override
        public String toString() {
            return "earliest";
        }
    }

    /** The next record. */
    record Latest() implements Start {
        @Override
        public String toString() {
            return "latest";
        }
    }

    /**
     * The first record of a time.
     *
     * @param time by the records' timestamps
     */
    record Since(Instant time) implements Start {}

    /**
     * Given offsets.
     *
     * @param offsets by topic and partition
     */
    record Offsets(Map<String, Map<Integer, Long>> offsets) implements Start {
        /** Copies the maps. */
        public Offsets {
            Map<String, Map<Integer, Long>> copy = new TreeMap<>();
            offsets.forEach((topic, some) -> copy.put(topic, Map.copyOf(some)));
            offsets = copy;
        }

        /** These and one more. */
        public Offsets at(String topic, int partition, long offset) {
            if (partition < 0 || offset < 0) {
                throw new IllegalArgumentException("partitions and offsets of " + topic + " begin with 0, not with "
                        + partition + " and " + offset);
            }
            Map<String, Map<Integer, Long>> more = new TreeMap<>(offsets);
            Map<Integer, Long> ofTopic = new TreeMap<>(more.getOrDefault(topic, Map.of()));
            ofTopic.put(partition, offset);
            more.put(topic, ofTopic);
            return new Offsets(more);
        }
    }
}
