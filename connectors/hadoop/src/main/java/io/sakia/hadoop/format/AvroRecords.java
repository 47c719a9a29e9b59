package io.sakia.hadoop.format;

import java.io.Serializable;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * How a program's records become Avro's, and back. Avro files and Parquet files are written by it.
 *
 * <pre>{@code
 * record Click(String user, Instant at, Optional<String> page) {}
 * AvroRecords.of(Click.class).schema() // user: string, at: long of timestamp-millis, page: null or string
 * }</pre>
 *
 * @param <T> the records
 */
public interface AvroRecords<T> extends Serializable {
    /** The schema that is written, and to which what was written by another one is resolved. */
    Schema schema();

    /** A record as Avro has it. */
    GenericRecord toAvro(T record);

    /** A record of that schema. */
    T fromAvro(GenericRecord avro);

    /**
     * Those of a record class. Components are numbers, booleans, text, {@code byte[]}, enums, {@link java.time.Instant} (in milliseconds), {@link java.time.LocalDate},
     * records, lists, maps by text, and {@link java.util.Optional} of these. A component that a file does not have is read as nothing where it is an Optional, and is an error otherwise.
     *
     * @throws IllegalArgumentException if a component is of another type
     */
    static <T> AvroRecords<T> of(Class<T> type) {
        return RecordsOfClass.of(type);
    }

    /**
     * Avro's own records.
     *
     * @param schema as JSON
     */
    static AvroRecords<GenericRecord> generic(String schema) {
        return new GenericRecords(schema);
    }
}
