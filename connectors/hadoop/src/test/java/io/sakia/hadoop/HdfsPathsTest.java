package io.sakia.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.connector.FileStore;
import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.checkpoint.CheckpointView;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.testkit.ManualClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Paths that begin with {@code hdfs://} mean HDFS wherever a path is given, without another word. */
@ExtendWith(Hdfs.class)
@Timeout(120)
class HdfsPathsTest {
    private final String base = Hdfs.path("/paths/" + UUID.randomUUID());

    private static SakiaConf conf() {
        return new SakiaConf().setMaster("local[2]").set("sakia.hadoop.dfs.replication", "1");
    }

    @Test
    void rddsAreReadAndSaved() throws Exception {
        try (SakiaContext sc = new SakiaContext(conf())) {
            sc.parallelize(List.of("a b", "b c", "c"), 2).saveAsTextFile(base + "/lines");
            assertThat(sc.textFile(base + "/lines").collect()).containsExactly("a b", "b c", "c");
            assertThat(sc.textFile(base + "/lin*/part-0000[0]").collect()).containsExactly("a b");
            assertThat(sc.wholeTextFiles(base + "/lines").map(Pair::key).collect())
                    .containsExactlyInAnyOrder(base + "/lines/part-00000", base + "/lines/part-00001");
            sc.parallelize(List.of(1, 2, 3), 2).saveAsObjectFile(base + "/numbers");
            assertThat(sc.objectFile(base + "/numbers", Integer.class).collect())
                    .containsExactly(1, 2, 3);
            sc.setCheckpointDir(base + "/rdds");
            var kept = sc.parallelize(List.of(1, 2, 3), 2).map(i -> i * 2);
            kept.checkpoint();
            assertThat(kept.count()).isEqualTo(3);
            assertThat(kept.getCheckpointFile().orElseThrow()).startsWith(base + "/rdds/");
            assertThat(kept.collect()).containsExactly(2, 4, 6);
            assertThat(replication(base + "/lines/part-00000")).isEqualTo(1);
            assertThatThrownBy(() -> sc.textFile(base + "/none"))
                    .hasMessageContaining("there is no such file or folder, which would be " + base + "/none");
            assertThatThrownBy(() -> sc.parallelize(List.of("x"), 1).saveAsTextFile(base + "/lines"))
                    .hasMessageContaining(base + "/lines")
                    .hasMessageContaining("already exists");
        }
    }

    @Test
    void streamsReadWriteAndGoOn() throws Exception {
        write("in/a.txt", "a b\nb\n");
        assertThat(run(2)).containsExactlyInAnyOrder("(a,1)", "(b,2)");
        write("in/b.txt", "b c\n");
        assertThat(run(2)).containsExactlyInAnyOrder("(a,1)", "(b,2)", "(b,1)", "(c,1)");
        CheckpointView view = CheckpointView.of(base + "/checkpoint", HadoopFileStores.of(java.util.Map.of()));
        assertThat(view.generation()).isGreaterThan(1);
    }

    /** Counts the words of new files for some seconds; gives all that was put out so far. */
    private List<String> run(int seconds) throws Exception {
        ManualClock clock = new ManualClock(
                Instant.parse("2026-11-24T12:00:00Z").plusSeconds(runs++ * 100L), Duration.ofMinutes(1));
        StreamingContext ssc = new StreamingContext(conf(), BatchInterval.fixed(Duration.ofSeconds(1)), clock);
        ssc.checkpoint(base + "/checkpoint");
        ssc.fileStream(base + "/in", new io.sakia.connector.text.TextReader(Hdfs.stores()), path -> true, false)
                .flatMap(line -> List.of(line.split(" ")))
                .mapToPair(word -> Pair.of(word, 1))
                .reduceByKey(Integer::sum)
                .saveAsTextFiles(base + "/out/counts");
        ssc.start();
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            clock.awaitIdle();
        }
        ssc.stop(true);
        try (SakiaContext sc = new SakiaContext(conf())) {
            return sc.textFile(base + "/out/counts-*").collect();
        }
    }

    private int runs;

    private void write(String path, String text) throws Exception {
        FileStore store = Hdfs.stores().open(base);
        try (FileStore.Output out = store.create("tmp/" + path)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
        store.rename("tmp/" + path, path);
    }

    private static int replication(String path) throws Exception {
        return Hdfs.cluster()
                .getFileSystem()
                .getFileStatus(new org.apache.hadoop.fs.Path(path))
                .getReplication();
    }

    @Test
    void aNameNodeThatIsNotThereIsToldByItsAddress() {
        SakiaConf impatient = conf().set("sakia.hadoop.ipc.client.connect.max.retries", "0");
        try (SakiaContext sc = new SakiaContext(impatient)) {
            assertThatThrownBy(() -> sc.textFile("hdfs://localhost:1/data").count())
                    .hasMessageContaining("hdfs://localhost:1/")
                    .hasMessageContaining("Connection refused");
        }
    }
}
