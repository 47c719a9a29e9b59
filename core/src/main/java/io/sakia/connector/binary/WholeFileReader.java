package io.sakia.connector.binary;

import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives the path of each file, and all its bytes.
 *
 * @param stores where the files are
 * @param unpack whether files whose names end in {@code .gz} are decompressed
 */
public record WholeFileReader(FileStores stores, boolean unpack)
        implements RangeReader<Pair<String, byte[]>, WholeFiles> {
    private static final int MOST = Integer.MAX_VALUE - 8;

    @Override
    public Reader<Pair<String, byte[]>> open(WholeFiles files) {
        return new Reader<>() {
            private int next;

            @Override
            public @Nullable Pair<String, byte[]> read() throws IOException {
                if (next == files.paths().size()) {
                    return null;
                }
                String path = files.paths().get(next++);
                return Pair.of(path, bytes(path));
            }

            @Override
            public String position() {
                return files.paths().get(Math.max(0, next - 1));
            }
        };
    }

    private byte[] bytes(String path) throws IOException {
        int name = path.lastIndexOf('/') + 1;
        try (InputStream file = stores.open(path.substring(0, name)).open(path.substring(name), 0);
                InputStream content = unpack && path.endsWith(".gz") ? new GZIPInputStream(file, 64 << 10) : file) {
            byte[] bytes = content.readNBytes(MOST);
            if (bytes.length == MOST && content.read() >= 0) {
                throw new IOException(path + " has more than 2 GiB, which is too much for one record: read it by"
                        + " textFile or binaryRecords");
            }
            return bytes;
        }
    }
}
