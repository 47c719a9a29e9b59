package io.sakia.formats;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of comma-separated values (RFC 4180, one record a line). A field may stand in quotes, and then has separators in it, and quotes as two.
 *
 * <pre>{@code
 * record Trade(long id, String item, double price) {}
 *
 * Csv.of(Trade.class).call("7,\"a, b\",1.5")                                     // Trade[id=7, item=a, b, price=1.5]
 * Csv.of(Trade.class).separatedBy(';').columns("price", "id", "note", "item")    // in another order; note is left out
 * Csv.maps("id", "item").call("7,x")                                             // {id=7, item=x}
 * }</pre>
 */
public final class Csv {
    private Csv() {}

    /**
     * Lines whose fields are the components of a record class, in their order.
     *
     * @throws IllegalArgumentException if a component is of a type that can't be read from text
     */
    public static <T> OfRecords<T> of(Class<T> type) {
        RecordShape<T> shape = RecordShape.of(type);
        String[] columns = new String[shape.size()];
        Arrays.setAll(columns, shape::name);
        return new OfRecords<>(type, ',', List.of(columns));
    }

    /** Lines whose fields have these names, as maps in that order. */
    public static OfMaps maps(String... columns) {
        return new OfMaps(',', requireDifferent(List.of(columns)));
    }

    private static List<String> requireDifferent(List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("name one column at least");
        }
        for (String column : columns) {
            if (Collections.frequency(columns, column) > 1) {
                throw new IllegalArgumentException("two columns are named '" + column + "' in " + columns);
            }
        }
        return columns;
    }

    private static char require(char separator) {
        if (separator == '"' || separator == '\n' || separator == '\r') {
            throw new IllegalArgumentException("a quote or the end of a line can't separate fields");
        }
        return separator;
    }

    /** Lines as records. */
    public static final class OfRecords<T> implements LineDecoder<T> {
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final char separator;
        private final List<String> columns;
        private final transient RecordShape<T> shape;
        private final transient int[] components;

        private OfRecords(Class<T> type, char separator, List<String> columns) {
            this.type = type;
            this.separator = require(separator);
            this.columns = requireDifferent(columns);
            this.shape = RecordShape.of(type);
            this.components = columns.stream().mapToInt(shape::find).toArray();
            for (int i = 0; i < shape.size(); i++) {
                if (!columns.contains(shape.name(i))) {
                    throw new IllegalArgumentException(type.getName() + " has the component '" + shape.name(i)
                            + "', which is none of the columns " + columns + ": name all columns, in their order");
                }
            }
        }

        /** The same with another separator between fields. */
        public OfRecords<T> separatedBy(char newSeparator) {
            return new OfRecords<>(type, newSeparator, columns);
        }

        /** The same for lines with these columns, in this order; those that are no components are left out. */
        public OfRecords<T> columns(String... names) {
            return new OfRecords<>(type, separator, List.of(names));
        }

        @Override
        public T call(String line) {
            Object[] values = new Object[shape.size()];
            CsvFields fields = new CsvFields(line, separator);
            for (int i = 0; i < components.length; i++) {
                int component = components[i];
                String text = fields.next(columns, i);
                if (component >= 0) {
                    values[component] = shape.read(component, text, line, fields.from(), fields.to());
                }
            }
            fields.requireEnd(columns);
            return shape.make(values, line);
        }

        private Object writeReplace() {
            return new RecordSettings(type, separator, columns);
        }
    }

    /** Lines as maps from the names of columns to texts. */
    public static final class OfMaps implements LineDecoder<Map<String, String>> {
        private static final long serialVersionUID = 1L;

        private final char separator;
        private final List<String> columns;

        private OfMaps(char separator, List<String> columns) {
            this.separator = require(separator);
            this.columns = columns;
        }

        /** The same with another separator between fields. */
        public OfMaps separatedBy(char newSeparator) {
            return new OfMaps(newSeparator, columns);
        }

        @Override
        public Map<String, String> call(String line) {
            Map<String, String> values = new LinkedHashMap<>();
            CsvFields fields = new CsvFields(line, separator);
            for (int i = 0; i < columns.size(); i++) {
                values.put(columns.get(i), fields.next(columns, i));
            }
            fields.requireEnd(columns);
            return values;
        }
    }

    /** How a decoder travels. */
    private record RecordSettings(Class<?> type, char separator, List<String> columns) implements Serializable {
        private Object readResolve() {
            return new OfRecords<>(type, separator, columns);
        }
    }
}
