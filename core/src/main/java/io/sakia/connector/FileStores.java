package io.sakia.connector;

import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens the {@link FileStore} of a folder, on the driver and in tasks: it travels to executors. A connector to another file
 * system brings one of its own.
 *
 * <pre>{@code
 * FileStores.local().open("/data/out").exists("_SUCCESS")
 * FileStores.of("hdfs://namenode:8020/data/out", Map.of()) // that of the connector which is on the class path
 * }</pre>
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

    /**
     * Those of the file system that a path names by its scheme; the local one if it names none.
     *
     * @param settings of the program, for the connector
     * @throws IllegalArgumentException if no connector on the class path serves this scheme
     */
    static FileStores of(String path, Map<String, String> settings) {
        Matcher matcher = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL)
                .matcher(path); // two letters or more: C: is a drive
        String scheme = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "file";
        if (scheme.equals("file")) {
            return local();
        }
        for (FileStoresProvider provider : ServiceLoader.load(FileStoresProvider.class)) {
            if (provider.serves(scheme)) {
                return provider.stores(settings);
            }
        }
        throw new IllegalArgumentException("'" + path + "' is on " + scheme
                + ", for which there is no connector on the class path: add one (io.sakia:sakia-hadoop serves what Hadoop knows,"
                + " such as hdfs), or take a local path");
    }
}
