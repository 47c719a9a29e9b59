package io.sakia.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How a cluster is reached. Its text has no values of properties in it, as they may be secrets.
 *
 * @param servers some brokers' addresses, with commas between them: {@code kafka-1:9092,kafka-2:9092}
 * @param properties what else Kafka's clients are to know, such as {@code security.protocol}
 * @param patience how long to wait for brokers before it is an error; at least 1 s
 */
public record KafkaClient(String servers, Map<String, String> properties, Duration patience) implements Serializable {
    private static final Duration USUAL = Duration.ofSeconds(30);

    /** Refuses what can't be meant. */
    public KafkaClient {
        properties = Map.copyOf(properties);
        if (servers.isBlank()) {
            throw new IllegalArgumentException("no broker is named: give an address such as localhost:9092");
        }
        for (String server : servers.split(",", -1)) {
            if (!server.strip().matches(".+:[0-9]{1,5}")) {
                throw new IllegalArgumentException("'" + server.strip()
                        + "' is no broker's address: it is a host and a port, such as localhost:9092");
            }
        }
        if (patience.toMillis() < 1000) {
            throw new IllegalArgumentException("brokers must be given at least 1s to answer, not " + patience);
        }
    }

    /** A cluster without security, and 30 s of patience. */
    static KafkaClient of(String servers) {
        return new KafkaClient(servers, Map.of(), USUAL);
    }

    /**
     * The same with a property more.
     *
     * @param reserved those that the connector sets itself, and what to use in their place
     */
    KafkaClient property(String name, String value, Map<String, String> reserved) {
        String instead = reserved.get(name);
        if (instead != null) {
            throw new IllegalArgumentException("the property " + name + " is not for programs to set: " + instead);
        }
        Map<String, String> more = new TreeMap<>(properties);
        more.put(name, value);
        return new KafkaClient(servers, more, patience);
    }

    KafkaClient withPatience(Duration other) {
        return new KafkaClient(servers, properties, other);
    }

    /** What a client is made with: these settings, and what the connector needs, which comes first. */
    Map<String, Object> with(Map<String, ?> needed) {
        NavigableMap<String, Object> all = new TreeMap<>();
        all.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                Math.min(patience.toMillis(), Integer.MAX_VALUE));
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000L);
        all.putAll(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        all.putAll(needed);
        return all;
    }

    @Override
    public String toString() {
        return servers + (properties.isEmpty() ? "" : " with " + new TreeMap<>(properties).keySet());
    }
}
