package io.sakia.connector.object;

import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.codec.RegisteredTypes;
import java.io.IOException;
import java.io.InputStream;

/**
 * Opens object files. The bytes of a file choose among the types that were registered, and can do nothing else: a file from a stranger
 * executes no code of its choice.
 *
 * @param stores where the files are
 * @param types the types that may be read, besides those that are known without registration
 * @param type what each record must be
 */
public record ObjectReader<T>(FileStores stores, RegisteredTypes types, Class<T> type)
        implements RangeReader<T, ObjectFile> {
    /** Reads local files. */
    public ObjectReader(RegisteredTypes types, Class<T> type) {
        this(FileStores.local(), types, type);
    }

    @Override
    public Reader<T> open(ObjectFile file) throws IOException {
        int name = file.path().lastIndexOf('/') + 1;
        return open(stores.open(file.path().substring(0, name)).open(file.path().substring(name), 0), file.path());
    }

    /**
     * Reads an object file that stands elsewhere than in a file of its own.
     *
     * @param in its bytes; closed with the reader
     * @param name for errors
     */
    public Reader<T> open(InputStream in, String name) {
        return new ObjectBlocks<>(in, name, types.codecs(), type);
    }
}
