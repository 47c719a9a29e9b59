package io.sakia.connector;

import java.util.Map;

/**
 * Brings a file system: named in {@code META-INF/services/io.sakia.connector.FileStoresProvider}, it is found by {@link FileStores#of}.
 */
public interface FileStoresProvider {
    /** Whether paths that begin with {@code scheme:} are on this file system; in lower case. */
    boolean serves(String scheme);

    /**
     * Opens folders on it.
     *
     * @param settings of the program, whose keys begin with {@code sakia.}
     */
    FileStores stores(Map<String, String> settings);
}
