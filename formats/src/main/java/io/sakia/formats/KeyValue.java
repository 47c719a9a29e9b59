package io.sakia.formats;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lines of {@code key=value}, as many programs log: pairs apart by spaces, values in quotes if they have spaces, and {@code \"} for a quote in
 * them.
 *
 * <pre>{@code
 * record Call(String method, int status, Optional<Double> seconds) {}
 *
 * KeyValue.of(Call.class).call("method=GET status=200 path=\"/a b\"")    // Call[method=GET, status=200, seconds=Optional.empty]
 * KeyValue.maps().call("a=1 b=\"x y\"")                                  // {a=1, b=x y}
 * }</pre>
 */
public final class KeyValue {
    private KeyValue() {}

    /**
     * Lines that have a key for each component of a record class; other keys are left out, and an {@code Optional} one may be missing.
     *
     * @throws IllegalArgumentException if a component is of a type that can't be read from text
     */
    public static <T> LineDecoder<T> of(Class<T> type) {
        return new OfRecords<>(type);
    }

    /** Lines as maps, in the order of the line. */
    public static LineDecoder<Map<String, String>> maps() {
        return new OfMaps();
    }

    private record OfMaps() implements LineDecoder<Map<String, String>> {
        @Override
        public Map<String, String> call(String line) {
            Map<String, String> values = new LinkedHashMap<>();
            KeyValueFields fields = new KeyValueFields(line);
            while (fields.next()) {
                if (values.put(fields.key(), fields.value()) != null) {
                    throw fields.twice();
                }
            }
            return values;
        }
    }

    private static final class OfRecords<T> implements LineDecoder<T> {
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final transient RecordShape<T> shape;

        OfRecords(Class<T> type) {
            this.type = type;
            this.shape = RecordShape.of(type);
        }

        @Override
        public T call(String line) {
            Object[] values = new Object[shape.size()];
            KeyValueFields fields = new KeyValueFields(line);
            while (fields.next()) {
                int component = shape.find(fields.key());
                if (component >= 0) {
                    if (values[component] != null) {
                        throw fields.twice();
                    }
                    values[component] = shape.read(component, fields.value(), line, fields.from(), fields.to());
                }
            }
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null) {
                    values[i] = shape.absent(i, line, shape.name(i) + "=…");
                }
            }
            return shape.make(values, line);
        }

        private Object writeReplace() {
            return new Settings(type);
        }
    }

    /** How a decoder travels. */
    private record Settings(Class<?> type) implements Serializable {
        private Object readResolve() {
            return new OfRecords<>(type);
        }
    }
}
