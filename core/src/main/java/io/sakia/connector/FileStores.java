package io.sakia.connector;

import java.io.IOException;
import java.io.Serializable;

/**
 * Opens the {@link FileStore} of a folder, on the driver and in tasks: it travels to executors. A connector to another file
 * system brings one of its own.
 *
 * <pre>{@code FileStores.local().open("/data/out").exists("_SUCCESS")}</pre>
 */
public interface FileStores extends Serializable {
    /** The store whose root is this folder, which need not exist. */
    FileStore open(String folder) throws IOException;

    /** The path as it means the same on every machine and in every working folder; with {@code /} between names. */
    String absolute(String path);

    /** The folders of the local file system; a path may begin with {@code file:}. */
    static FileStores local() {
        return LocalFileStores.INSTANCE;
    }
}
