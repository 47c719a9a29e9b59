package io.sakia.connector.text;

import io.sakia.connector.folder.PartFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A line for each record: its text as {@link String#valueOf(Object)} gives it, in UTF-8, and a {@code \n}.
 *
 * @param compression how the files are compressed
 */
public record TextFormat<T>(Compression compression) implements PartFormat<T> {
    @Override
    public String description() {
        return "text files";
    }

    @Override
    public String extension() {
        return compression.extension();
    }

    @Override
    public RecordWriter<T> open(OutputStream out) throws IOException {
        return new Lines<>(compression.compress(out));
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public PartFormat<T> plain() {
        return new TextFormat<>(Compression.NONE);
    }

    @Override
    public InputStream content(InputStream file) throws IOException {
        return compression.decompress(file);
    }

    private record Lines<T>(OutputStream out) implements RecordWriter<T> {
        @Override
        public void write(T record) throws IOException {
            out.write(String.valueOf(record).getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
