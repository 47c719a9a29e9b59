package io.sakia.kafka;

import io.sakia.connector.Cursor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How far topics have been planned.
 *
 * @param topics in the order of their names
 */
public record KafkaCursor(List<TopicOffsets> topics) implements Cursor {
    /** Copies the list. */
    public KafkaCursor {
        topics = List.copyOf(topics);
    }

    /**
     * How far one topic has been planned.
     *
     * @param topic its name
     * @param next for each partition, from 0, the offset that is next; −1 where none of it is read
     */
    public record TopicOffsets(String topic, List<Long> next) implements Serializable {
        /** Copies the list. */
        public TopicOffsets {
            next = List.copyOf(next);
        }
    }

    static KafkaCursor of(NavigableMap<Place, Long> next) {
        NavigableMap<String, List<Long>> byTopic = new TreeMap<>();
        next.forEach((place, offset) -> {
            List<Long> offsets = byTopic.computeIfAbsent(place.topic(), topic -> new ArrayList<>());
            while (offsets.size() < place.number()) {
                offsets.add(-1L);
            }
            offsets.add(offset);
        });
        return new KafkaCursor(byTopic.entrySet().stream()
                .map(each -> new TopicOffsets(each.getKey(), each.getValue()))
                .toList());
    }

    NavigableMap<Place, Long> next() {
        NavigableMap<Place, Long> all = new TreeMap<>();
        for (TopicOffsets each : topics) {
            for (int number = 0; number < each.next().size(); number++) {
                if (each.next().get(number) >= 0) {
                    all.put(new Place(each.topic(), number), each.next().get(number));
                }
            }
        }
        return all;
    }
}
