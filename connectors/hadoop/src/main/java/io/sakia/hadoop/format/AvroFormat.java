package io.sakia.hadoop.format;

import io.sakia.connector.folder.PartFormat;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Avro's container files, which anybody reads with the schema that they hold.
 *
 * <pre>{@code
 * clicks.to("clicks", new FolderSink<>(AvroFormat.of(Click.class), new OutputFolder.PerBatch("hdfs://…/clicks/batch", ""), stores));
 * }</pre>
 *
 * @param records how records are Avro's
 * @param compression one of Avro's codecs: {@code deflate}, {@code null}, or another one whose library is on the class path, such as {@code snappy} or {@code zstandard}
 */
public record AvroFormat<T>(AvroRecords<T> records, String compression) implements PartFormat<T> {
    /** Refuses codecs that are not known. */
    public AvroFormat {
        CodecFactory.fromString(compression);
    }

    /** Records of a record class, deflated. */
    public static <T> AvroFormat<T> of(Class<T> type) {
        return new AvroFormat<>(AvroRecords.of(type), "deflate");
    }

    @Override
    public String description() {
        return "Avro files";
    }

    @Override
    public String extension() {
        return ".avro";
    }

    @Override
    public RecordWriter<T> open(OutputStream out) throws IOException {
        DataFileWriter<GenericRecord> file = new DataFileWriter<>(new GenericDatumWriter<>(records.schema()));
        file.setCodec(CodecFactory.fromString(compression));
        file.create(records.schema(), out);
        return new RecordWriter<>() {
            @Override
            public void write(T record) throws IOException {
                file.append(records.toAvro(record));
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
