package io.sakia.hadoop.format;

import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.text.FileRange;
import java.io.IOException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of Parquet files whose groups of rows lie in a range; only the columns that the schema names.
 *
 * <pre>{@code
 * ssc.fileStream("hdfs://namenode:8020/clicks", new ParquetFileReader<>(HadoopFileStores.of(Map.of()), AvroRecords.of(Click.class)));
 * }</pre>
 *
 * @param stores where the files are
 * @param records how Avro's records are the program's
 */
public record ParquetFileReader<T>(FileStores stores, AvroRecords<T> records) implements RangeReader<T, FileRange> {
    @Override
    public Reader<T> open(FileRange range) throws IOException {
        Configuration configuration = new Configuration(false);
        AvroReadSupport.setRequestedProjection(configuration, records.schema());
        AvroReadSupport.setAvroReadSchema(configuration, records.schema());
        ParquetReader<GenericRecord> file = AvroParquetReader.<GenericRecord>builder(new Input(stores, range.path()))
                .withDataModel(GenericData.get())
                .withConf(configuration)
                .withFileRange(range.start(), range.start() + range.length())
                .build();
        return new Reader<>() {
            private long read;

            @Override
            public @Nullable T read() throws IOException {
                try {
                    GenericRecord next = file.read();
                    if (next == null) {
                        return null;
                    }
                    read++;
                    return records.fromAvro(next);
                } catch (IOException | RuntimeException e) { // Parquet's own are of many kinds
                    throw new IOException(
                            range.path() + " can't be read as a Parquet file of "
                                    + records.schema().getName() + ": " + e.getMessage(),
                            e);
                }
            }

            @Override
            public String position() {
                return range.path() + (range.start() == 0 ? "" : " from byte " + range.start()) + ", record " + read;
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    private record Input(FileStores stores, String path) implements InputFile {
        @Override
        public long getLength() throws IOException {
            try (StoredFile file = StoredFile.open(stores, path)) {
                return file.length();
            }
        }

        @Override
        public SeekableInputStream newStream() throws IOException {
            StoredFile file = StoredFile.open(stores, path);
            return new DelegatingSeekableInputStream(file) {
                @Override
                public long getPos() {
                    return file.getPos();
                }

                @Override
                public void seek(long position) throws IOException {
                    file.seek(position);
                }
            };
        }
    }
}
