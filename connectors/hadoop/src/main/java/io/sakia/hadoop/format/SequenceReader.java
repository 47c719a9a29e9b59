package io.sakia.hadoop.format;

import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.text.FileRange;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Writable;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pairs of sequence files whose blocks begin in a range.
 *
 * <pre>{@code
 * ssc.fileStream("hdfs://namenode:8020/counts", new SequenceReader<>(HadoopFileStores.of(Map.of()), WritableType.text(), WritableType.longs()));
 * }</pre>
 *
 * @param stores where the files are
 * @param keys how Writables are keys
 * @param values how they are values
 */
public record SequenceReader<K, V>(FileStores stores, WritableType<K> keys, WritableType<V> values)
        implements RangeReader<Pair<K, V>, FileRange> {
    @Override
    public Reader<Pair<K, V>> open(FileRange range) throws IOException {
        StoredFile stored = StoredFile.open(stores, range.path());
        SequenceFile.Reader file;
        try {
            file = new SequenceFile.Reader(
                    new Configuration(false),
                    SequenceFile.Reader.stream(new FSDataInputStream(stored)),
                    SequenceFile.Reader.length(stored.length()));
        } catch (IOException e) {
            stored.close();
            throw new IOException(range.path() + " can't be read as a sequence file: " + e.getMessage(), e);
        }
        require(range, "keys", keys.type(), file.getKeyClassName());
        require(range, "values", values.type(), file.getValueClassName());
        if (range.start() > file.getPosition()) {
            file.sync(range.start());
        }
        return new Pairs(file, range);
    }

    private static void require(FileRange range, String what, Class<?> wanted, String found) throws IOException {
        if (!wanted.getName().equals(found)) {
            throw new IOException(range.path() + " has " + what + " of " + found + ", not of " + wanted.getName()
                    + ": read it with the WritableType of that");
        }
    }

    private final class Pairs implements Reader<Pair<K, V>> {
        private final SequenceFile.Reader file;
        private final FileRange range;
        private final Writable key = keys.make();
        private final Writable value = values.make();
        private long read;

        Pairs(SequenceFile.Reader file, FileRange range) {
            this.file = file;
            this.range = range;
        }

        @Override
        public @Nullable Pair<K, V> read() throws IOException {
            long position = file.getPosition();
            boolean more = file.next(key);
            if (!more || (position >= range.start() + range.length() && file.syncSeen())) {
                return null;
            }
            file.getCurrentValue(value);
            read++;
            return Pair.of(keys.from(key), values.from(value));
        }

        @Override
        public String position() {
            return range.path() + (range.start() == 0 ? "" : " from byte " + range.start()) + ", record " + read;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
