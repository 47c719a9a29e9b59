package io.sakia.hadoop;

import io.sakia.connector.FileStores;
import io.sakia.connector.FileStoresProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Serves the schemes for which Hadoop has a file system on the class path. */
public final class HadoopFileStoresProvider implements FileStoresProvider {
    /** Found through {@link java.util.ServiceLoader}. */
    public HadoopFileStoresProvider() {}

    @Override
    public boolean serves(String scheme) {
        try {
            return FileSystem.getFileSystemClass(scheme, new Configuration()) != null;
        } catch (UnsupportedFileSystemException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public FileStores stores(Map<String, String> settings) {
        return HadoopFileStores.of(settings);
    }
}
