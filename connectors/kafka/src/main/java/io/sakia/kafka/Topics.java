package io.sakia.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is read of a cluster.
 *
 * <pre>{@code
 * Topics.of("clicks", "views")
 * Topics.matching("clicks-.*") // also topics that are created later
 * Topics.partitions("clicks", 0, 3)
 * }</pre>
 */
public sealed interface Topics {
    /** Whether a partition of a topic is read. */
    boolean has(String topic, int partition);

    /** Topics by name, with all partitions that they have and get. */
    static Topics of(String... names) {
        return new Named(List.of(names));
    }

    /** All topics whose names match a regular expression as a whole, but not Kafka's own. */
    static Topics matching(String pattern) {
        return new Matching(pattern);
    }

    /** Some partitions of a topic. */
    static Topics partitions(String topic, Integer... numbers) {
        return new Partitions(Map.of(topic, List.of(numbers)));
    }

    /**
     * Topics by name.
     *
     * @param names at least one
     */
    record Named(List<String> names) implements Topics {
        /** Refuses no name, and names that no topic has. */
        public Named {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("no topic is named: give at least one");
            }
            names.forEach(Topics::require);
        }

        @Override
        public boolean has(String topic, int partition) {
            return names.contains(topic);
        }

        @Override
        public String toString() {
            return String.join(", ", names);
        }
    }

    /**
     * Topics by a pattern.
     *
     * @param pattern a regular expression
     */
    record Matching(String pattern) implements Topics {
        /** Refuses what is no regular expression. */
        public Matching {
            Pattern.compile(pattern);
        }

        @Override
        public boolean has(String topic, int partition) {
            return !topic.startsWith("__") && Pattern.matches(pattern, topic);
        }

        @Override
        public String toString() {
            return "topics like " + pattern;
        }
    }

    /**
     * Some partitions of topics.
     *
     * @param numbers the partitions of each topic
     */
    record Partitions(Map<String, List<Integer>> numbers) implements Topics {
        /** Copies the map; refuses what no topic can have. */
        public Partitions {
            Map<String, List<Integer>> copy = new TreeMap<>();
            numbers.forEach((topic, some) -> {
                require(topic);
                if (some.isEmpty() || some.stream().anyMatch(number -> number < 0)) {
                    throw new IllegalArgumentException(
                            "partitions of " + topic + " are numbers from 0 on, and at least one, not " + some);
                }
                copy.put(topic, List.copyOf(some));
            });
            numbers = copy;
        }

        /** These and some of another topic. */
        public Partitions and(String topic, Integer... others) {
            Map<String, List<Integer>> more = new TreeMap<>(numbers);
            more.put(topic, List.of(others));
            return new Partitions(more);
        }

        @Override
        public boolean has(String topic, int partition) {
            return numbers.getOrDefault(topic, List.of()).contains(partition);
        }

        @Override
        public String toString() {
            List<String> each = new ArrayList<>();
            numbers.forEach((topic, some) -> each.add(topic + " " + some));
            return String.join(", ", each);
        }
    }

    private static void require(String name) {
        if (!name.matches("[a-zA-Z0-9._-]{1,249}")) {
            throw new IllegalArgumentException("'" + name
                    + "' can't be a topic: its name is 1 to 249 letters, digits, dots, underscores and hyphens");
        }
    }
}
