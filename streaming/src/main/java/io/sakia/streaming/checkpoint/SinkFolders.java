package io.sakia.streaming.checkpoint;

import io.sakia.connector.FileStores;
import io.sakia.connector.StableHash;
import io.sakia.connector.Staging;
import java.util.Locale;

/**
 * The folders of sinks in a checkpoint: what can be read of a sink's name, and a hash of the whole.
 *
 * <pre>{@code of("Totals of users").folder() // /data/checkpoint/sinks/totals-of-users-5c2f04d1a7e3b698 }</pre>
 *
 * @param checkpoint the checkpoint's folder
 * @param durable whether what is put there has to survive a loss of power
 */
record SinkFolders(FileStores stores, String checkpoint, boolean durable) {
    /** All of them in the checkpoint. */
    static final String FOLDER = "sinks";

    private static final int READABLE = 40;

    /** The folder of a sink. */
    Staging of(String sink) {
        return new Staging(stores, checkpoint + "/" + name(sink), durable);
    }

    /** Where it is in the checkpoint. */
    static String name(String sink) {
        String readable = sink.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return FOLDER + "/" + readable.substring(0, Math.min(readable.length(), READABLE))
                + String.format(Locale.ROOT, "-%016x", StableHash.of(sink));
    }
}
