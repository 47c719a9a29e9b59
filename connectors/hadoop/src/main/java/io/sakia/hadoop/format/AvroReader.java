package io.sakia.hadoop.format;

import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.text.FileRange;
import java.io.IOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of Avro's container files whose blocks begin in a range. What was written by another schema is resolved as Avro says: by the names of fields.
 *
 * <pre>{@code
 * ssc.fileStream("hdfs://namenode:8020/clicks", new AvroReader<>(HadoopFileStores.of(Map.of()), AvroRecords.of(Click.class)));
 * }</pre>
 *
 * @param stores where the files are
 * @param records how Avro's records are the program's
 */
public record AvroReader<T>(FileStores stores, AvroRecords<T> records) implements RangeReader<T, FileRange> {
    @Override
    public Reader<T> open(FileRange range) throws IOException {
        GenericDatumReader<GenericRecord> datums = new GenericDatumReader<>(null, records.schema());
        DataFileReader<GenericRecord> file;
        try {
            file = new DataFileReader<>(new Input(StoredFile.open(stores, range.path())), datums);
        } catch (IOException | AvroTypeException e) {
            throw new IOException(range.path() + " can't be read as an Avro file: " + e.getMessage(), e);
        }
        file.sync(range.start());
        long end = range.start() + range.length();
        return new Reader<>() {
            private long read;

            @Override
            public @Nullable T read() throws IOException {
                try {
                    if (!file.hasNext() || file.pastSync(end)) {
                        return null;
                    }
                    read++;
                    return records.fromAvro(file.next());
                } catch (AvroTypeException e) {
                    throw new IOException(
                            range.path() + " has another schema, which can't be read as "
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

    private record Input(StoredFile file) implements SeekableInput {
        @Override
        public void seek(long position) throws IOException {
            file.seek(position);
        }

        @Override
        public long tell() {
            return file.getPos();
        }

        @Override
        public long length() {
            return file.length();
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            return file.read(bytes, offset, count);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
