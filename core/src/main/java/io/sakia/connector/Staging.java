package io.sakia.connector;

import java.io.IOException;
import java.io.Serializable;

/**
 * A folder for a sink alone, in the checkpoint of its stream: what is put there lives until the sink deletes it, through all runs. It travels to tasks.
 *
 * <pre>{@code
 * FileStore store = staging.open();
 * store.create("part-00000-17").close();
 * }</pre>
 *
 * @param stores opens it
 * @param folder absolute
 * @param durable whether what is staged has to survive a loss of power; if not, it survives the process
 */
public record Staging(FileStores stores, String folder, boolean durable) implements Serializable {
    /** The folder. */
    public FileStore open() throws IOException {
        return stores.open(folder);
    }
}
