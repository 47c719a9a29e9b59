package io.sakia.hadoop.format;

import io.sakia.connector.folder.PartFormat;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Parquet files, in which columns stand together: for what is read by columns later.
 *
 * <pre>{@code
 * clicks.to("clicks", new FolderSink<>(ParquetFormat.of(Click.class), new OutputFolder.PerBatch("hdfs://…/clicks/batch", ""), stores));
 * }</pre>
 *
 * <p>A group of rows is held in memory until it is full, for each file that is being written: up to 8 MiB here.
 *
 * @param records how records are Avro's, by whose schema the columns are made
 * @param compression of pages
 */
public record ParquetFormat<T>(AvroRecords<T> records, CompressionCodecName compression) implements PartFormat<T> {
    private static final long ROW_GROUP = 8 << 20;

    /** Records of a record class, compressed by snappy. */
    public static <T> ParquetFormat<T> of(Class<T> type) {
        return new ParquetFormat<>(AvroRecords.of(type), CompressionCodecName.SNAPPY);
    }

    @Override
    public String description() {
        return "Parquet files";
    }

    @Override
    public String extension() {
        return ".parquet";
    }

    @Override
    public RecordWriter<T> open(OutputStream out) throws IOException {
        ParquetWriter<GenericRecord> file = AvroParquetWriter.<GenericRecord>builder(new Output(out))
                .withSchema(records.schema())
                .withDataModel(GenericData.get())
                .withConf(new Configuration(false))
                .withCompressionCodec(compression)
                .withRowGroupSize(ROW_GROUP)
                .build();
        return new RecordWriter<>() {
            @Override
            public void write(T record) throws IOException {
                file.write(records.toAvro(record));
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    /** A file of which only the end is written. */
    private record Output(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSize) {
            return new Counted(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return new Counted(out);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Counted extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            position += count;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        /** Whoever has given the stream closes it. */
        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
