package io.sakia.formats;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of JSON, an object each, read by Jackson. A component of a record is the field of its name; fields that are no components are left out.
 *
 * <pre>{@code
 * record Click(String user, long time, List<String> tags) {}
 *
 * Json.of(Click.class).call("{\"user\":\"ann\",\"time\":7,\"tags\":[\"a\"]}")    // Click[user=ann, time=7, tags=[a]]
 * Json.maps().call("{\"a\":1}")                                                 // {a=1}
 * }</pre>
 *
 * <p>A number is no text and a text no number, a field of a primitive type must be there, and nothing may follow the object.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert);
                config.setCoercion(CoercionInputShape.String, CoercionAction.Fail);
            })
            .build();

    private Json() {}

    /** Lines as records of a class; each component is there and not null. */
    public static <T> LineDecoder<T> of(Class<T> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getName() + " is no record class: declare it as a record, whose components name the fields");
        }
        return new Decoder<>(type);
    }

    /** Lines as maps of texts, whole numbers, numbers, booleans, lists and maps. */
    public static LineDecoder<Map<String, Object>> maps() {
        return new Decoder<>(null);
    }

    private static final class Decoder<T> implements LineDecoder<T> {
        private static final long serialVersionUID = 1L;

        private final @Nullable Class<?> type;
        private final transient ObjectReader reader;

        Decoder(@Nullable Class<?> type) {
            this.type = type;
            this.reader = type == null
                    ? MAPPER.readerFor(new TypeReference<Map<String, Object>>() {})
                    : MAPPER.readerFor(type);
        }

        @Override
        public T call(String line) {
            T value;
            try {
                value = reader.readValue(line);
            } catch (JsonProcessingException e) {
                throw decoding(line, e);
            }
            if (value == null) {
                throw DecodingException.at("a JSON object", line, 0, line.length());
            }
            return value;
        }

        private Object writeReplace() {
            return new Settings(type);
        }
    }

    private static DecodingException decoding(String line, JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        int column = location == null ? 0 : (int) Math.max(0, location.getColumnNr() - 1L);
        String reason = e.getOriginalMessage().lines().findFirst().orElse("");
        if (line.isBlank()) {
            return DecodingException.at("a JSON object", line, line.length(), line.length());
        }
        if (e instanceof JsonMappingException mapping) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return DecodingException.at(
                    (path.isEmpty() ? "the object" : path) + " as the record has it (" + reason + ")",
                    line,
                    column,
                    line.length());
        }
        return DecodingException.at("JSON (" + reason + ")", line, column, line.length());
    }

    /** How a decoder travels. */
    private record Settings(@Nullable Class<?> type) implements Serializable {
        private Object readResolve() {
            return new Decoder<>(type);
        }
    }
}
