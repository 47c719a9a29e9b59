package io.sakia.hadoop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A NameNode and two DataNodes on free ports, started once for all tests. */
final class Hdfs implements BeforeAllCallback {
    private static @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Hdfs.class))
                .computeIfAbsent(Running.class, type -> start(), Running.class);
    }

    private static Running start() {
        try {
            Path folder = Files.createTempDirectory("sakia-hdfs-");
            Configuration configuration = new Configuration();
            configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
            configuration.setInt("dfs.namenode.fs-limits.min-block-size", 1024);
            configuration.setBoolean("dfs.permissions.enabled", false);
            configuration.setInt(
                    "dfs.heartbeat.interval", 1); // by which DataNodes hear that they should agree on a block
            MiniDFSCluster cluster =
                    new MiniDFSCluster.Builder(configuration).numDataNodes(2).build();
            cluster.waitActive();
            Running started = new Running(cluster, folder);
            running = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MiniDFSCluster cluster() {
        return running().cluster;
    }

    private static Running running() {
        Running its = running;
        if (its == null) {
            throw new IllegalStateException("the test class has no @ExtendWith(Hdfs.class)");
        }
        return its;
    }

    /** An absolute path, such as {@code hdfs://127.0.0.1:12345/tests}. */
    static String path(String path) {
        return cluster().getURI() + path;
    }

    /** Its stores, with small waits. */
    static HadoopFileStores stores() {
        return HadoopFileStores.of(Map.of(
                "sakia.hadoop.dfs.client.block.write.replace-datanode-on-failure.policy", "NEVER",
                "sakia.hadoop.dfs.replication", "2"));
    }

    private record Running(MiniDFSCluster cluster, Path folder) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            cluster.shutdown(true);
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
