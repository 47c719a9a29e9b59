package io.sakia.kafka;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A header of a record.
 *
 * <pre>{@code KafkaHeader.of("trace", "7f3a") }</pre>
 *
 * @param key its name; several headers of a record may have the same
 * @param value its bytes, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its content
public record KafkaHeader(String key, byte @Nullable [] value) implements Serializable {
    /** A header whose value is text, as UTF-8. */
    public static KafkaHeader of(String key, String value) {
        return new KafkaHeader(key, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The value as text; empty if there is none. */
    public String text() {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KafkaHeader header && key.equals(header.key) && Arrays.equals(value, header.value);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return key + "=" + text();
    }
}
