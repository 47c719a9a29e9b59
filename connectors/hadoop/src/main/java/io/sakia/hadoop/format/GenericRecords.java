package io.sakia.hadoop.format;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Avro's own records. */
final class GenericRecords implements AvroRecords<GenericRecord> {
    private static final long serialVersionUID = 1L;

    private final String json;
    private transient @Nullable Schema schema;

    GenericRecords(String json) {
        this.json = json;
        this.schema = new Schema.Parser().parse(json);
    }

    @Override
    public synchronized Schema schema() {
        Schema known = schema;
        if (known == null) {
            known = new Schema.Parser().parse(json);
            schema = known;
        }
        return known;
    }

    @Override
    public GenericRecord toAvro(GenericRecord record) {
        return record;
    }

    @Override
    public GenericRecord fromAvro(GenericRecord avro) {
        return avro;
    }
}
