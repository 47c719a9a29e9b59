package io.sakia.hadoop.format;

import io.sakia.Pair;
import io.sakia.connector.folder.PartFormat;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.io.SequenceFile;

/**
 * Hadoop's sequence files: pairs of {@link org.apache.hadoop.io.Writable}s, compressed in blocks.
 *
 * <pre>{@code
 * counts.to("counts", new FolderSink<>(new SequenceFormat<>(WritableType.text(), WritableType.longs()), new OutputFolder.PerBatch("hdfs://…/counts/batch", ""), stores));
 * }</pre>
 *
 * @param keys how keys are Writables
 * @param values how values are
 */
public record SequenceFormat<K, V>(WritableType<K> keys, WritableType<V> values) implements PartFormat<Pair<K, V>> {
    @Override
    public String description() {
        return "sequence files";
    }

    @Override
    public String extension() {
        return "";
    }

    @Override
    public RecordWriter<Pair<K, V>> open(OutputStream out) throws IOException {
        FSDataOutputStream stream = new FSDataOutputStream(out, null);
        SequenceFile.Writer file = SequenceFile.createWriter(
                new Configuration(false),
                SequenceFile.Writer.stream(stream),
                SequenceFile.Writer.keyClass(keys.type()),
                SequenceFile.Writer.valueClass(values.type()),
                SequenceFile.Writer.compression(SequenceFile.CompressionType.BLOCK));
        return new RecordWriter<>() {
            @Override
            public void write(Pair<K, V> pair) throws IOException {
                file.append(keys.to(pair.key()), values.to(pair.value()));
            }

            @Override
            public void close() throws IOException {
                file.close();
                stream.flush();
            }
        };
    }
}
