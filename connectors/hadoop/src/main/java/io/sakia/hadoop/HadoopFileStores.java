package io.sakia.hadoop;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folders of Hadoop's file systems: {@code hdfs://namenode:8020/…} and whatever else Hadoop knows by its scheme.
 *
 * <pre>{@code
 * ssc.checkpoint("hdfs://namenode:8020/checkpoints/counts"); // with sakia-hadoop on the class path that is all
 * ssc.checkpoint("hdfs://namenode:8020/checkpoints/counts", HadoopFileStores.of(Map.of("sakia.hadoop.dfs.replication", "2")));
 * }</pre>
 *
 * <p>Hadoop is configured as it always is, by {@code core-site.xml} and {@code hdfs-site.xml} on the class path; a setting {@code sakia.hadoop.KEY} of the
 * program gives Hadoop's KEY another value.
 */
public final class HadoopFileStores implements FileStores {
    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "sakia.hadoop.";

    private final Map<String, String> settings;
    private transient volatile @Nullable Configuration configuration;

    private HadoopFileStores(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    /**
     * With settings of a program.
     *
     * @param settings those that begin with {@code sakia.hadoop.} are Hadoop's; others are left alone
     */
    public static HadoopFileStores of(Map<String, String> settings) {
        Map<String, String> hadoops = new HashMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                hadoops.put(key.substring(PREFIX.length()), value);
            }
        });
        return new HadoopFileStores(hadoops);
    }

    /** Hadoop's configuration with these settings. */
    public Configuration configuration() {
        Configuration known = configuration;
        if (known == null) {
            known = new Configuration();
            settings.forEach(known::set);
            known.setBoolean("fs.automatic.close", false); // see Systems
            configuration = known;
        }
        return known;
    }

    @Override
    public FileStore open(String folder) throws IOException {
        Path root = new Path(folder);
        Systems systems = systems(root);
        return new HadoopFileStore(systems, systems.system().makeQualified(root));
    }

    @Override
    public String absolute(String path) {
        try {
            Path given = new Path(path);
            return systems(given).system().makeQualified(given).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("'" + path + "' can't be looked up: " + e.getMessage(), e);
        }
    }

    private Systems systems(Path path) throws IOException {
        return Asked.of(path, () -> Systems.of(settings, configuration(), path.toUri()));
    }
}
