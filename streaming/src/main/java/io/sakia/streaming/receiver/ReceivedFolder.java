package io.sakia.streaming.receiver;

import io.sakia.connector.Durability;
import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.StableHash;
import io.sakia.connector.codec.RegisteredTypes;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;

/**
 * Where a run of a program keeps what its receivers store, until no batch needs it any more: a log for each source in the checkpoint. It
 * travels to tasks, which read there what a batch that is run again had read.
 *
 * @param stores opens the checkpoint
 * @param checkpoint the checkpoint's folder
 * @param types the types that may be stored, besides those that are known without registration
 * @param durability what stored records survive
 * @param segmentBytes when a segment of a log is large
 * @param writing whether records are added; what earlier runs have left is read in any case
 */
public record ReceivedFolder(
        FileStores stores,
        String checkpoint,
        RegisteredTypes types,
        Durability durability,
        long segmentBytes,
        boolean writing)
        implements Serializable {
    /** The folder of these logs in the checkpoint. */
    public static final String FOLDER = "received";

    private static final int READABLE = 40;

    /** The checkpoint. */
    FileStore open() throws IOException {
        return stores.open(checkpoint);
    }

    /**
     * The folder of a source's log: what can be read of its name, and a hash of the whole.
     *
     * <pre>{@code of("socket localhost:9999") // received/socket-localhost-9999-5c2f04d1a7e3b698 }</pre>
     */
    public static String of(String source) {
        String readable = source.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return FOLDER + "/" + readable.substring(0, Math.min(readable.length(), READABLE))
                + String.format(Locale.ROOT, "-%016x", StableHash.of(source));
    }
}
