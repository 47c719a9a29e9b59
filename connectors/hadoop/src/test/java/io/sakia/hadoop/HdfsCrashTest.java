package io.sakia.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.connector.FileSearch;
import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.text.Compression;
import io.sakia.connector.text.TextFormat;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.StreamingContextState;
import io.sakia.streaming.source.DirectorySettings;
import io.sakia.streaming.source.DirectorySource;
import io.sakia.streaming.state.State;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.testkit.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A word count with running totals that reads files of HDFS, keeps its checkpoint there and writes there, dies at any of its changes, over and over, while a DataNode
 * is stopped and started again. In the end each word was counted once.
 *
 * <p>{@code -Dsakia.crashes=100} sets how often it dies, {@code -Dsakia.seed=…} the seed.
 */
@ExtendWith(Hdfs.class)
@Timeout(600)
class HdfsCrashTest {
    private static final int CRASHES = Integer.getInteger("sakia.crashes", 2);
    private static final long SEED = Long.getLong("sakia.seed", 1);
    private static final int WORDS = 5;
    private static final Instant BEGIN = Instant.parse("2026-11-24T12:00:00Z");

    /** So many changes at most before it dies: about three batches. */
    private static final int CHANGES = 60;

    private final String base = Hdfs.path("/crash/" + UUID.randomUUID());
    private final Random random = new Random(SEED);
    private final Map<String, Long> truth = new TreeMap<>();
    private Instant now = BEGIN;
    private int files;

    @Test
    void eachWordIsCountedOnce() throws Exception {
        int crashes = 0;
        MiniDFSCluster.@Nullable DataNodeProperties stopped = null;
        for (int life = 0; crashes < CRASHES; life++) {
            if (life == 1) {
                stopped = Hdfs.cluster().stopDataNode(0);
            } else if (stopped != null && life == 3) {
                assertThat(Hdfs.cluster().restartDataNode(stopped)).isTrue();
                Hdfs.cluster().waitActive();
                stopped = null;
            }
            crashes += live(1 + random.nextInt(CHANGES), 6) ? 1 : 0;
        }
        if (stopped != null) {
            Hdfs.cluster().restartDataNode(stopped);
        }
        assertThat(live(0, 3)).isFalse();

        Map<String, Long> counted = new TreeMap<>();
        lines("counts").forEach((word, counts) -> counts.forEach(count -> counted.merge(word, count, Long::sum)));
        assertThat(counted).isEqualTo(truth);
        Map<String, Long> last = new TreeMap<>();
        lines("totals")
                .forEach((word, totals) ->
                        last.put(word, totals.stream().max(Long::compare).orElseThrow()));
        assertThat(last).isEqualTo(truth);
    }

    /** Lives for some seconds, a file in each; gives whether it has died. */
    private boolean live(long at, int seconds) throws Exception {
        CrashingStores stores = new CrashingStores(Hdfs.stores(), at);
        ManualClock clock = new ManualClock(now, Duration.ofMinutes(2));
        SakiaConf conf = new SakiaConf()
                .setMaster("local[2]")
                .set("sakia.checkpoint.segmentBytes", "2000")
                .set("sakia.checkpoint.retain", "3");
        StreamingContext ssc = new StreamingContext(conf, BatchInterval.fixed(Duration.ofSeconds(1)), clock);
        @Nullable Throwable failure = null;
        try {
            addFile();
            ssc.checkpoint(base + "/checkpoint", stores);
            define(ssc, stores);
            ssc.start();
            clock.awaitIdle();
            for (int i = 0; i < seconds && ssc.getState() == StreamingContextState.ACTIVE; i++) {
                addFile();
                clock.advance(Duration.ofSeconds(1));
                clock.awaitIdle();
            }
            if (ssc.getState() == StreamingContextState.ACTIVE) {
                ssc.stop(true);
            }
            ssc.awaitTerminationOrTimeout(Duration.ZERO);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            ssc.stop(false);
        }
        now = Instant.ofEpochMilli(clock.millis()).plusSeconds(1);
        if (failure != null && !CrashingStores.Crash.isCauseOf(failure)) {
            throw new AssertionError("it failed by itself, seed " + SEED, failure);
        }
        return stores.hasCrashed();
    }

    private void define(StreamingContext ssc, FileStores stores) {
        var counts = ssc.source(DirectorySource.text(
                        base + "/in", DirectorySettings.defaults().withNewFilesOnly(false), stores))
                .flatMap(line -> List.of(line.split(" ")))
                .mapToPair(word -> Pair.of(word, 1L))
                .reduceByKey(Long::sum);
        counts.map(HdfsCrashTest::line).to("counts", sink("counts", stores));
        counts.mapWithState(Long.class, (String word, Long count, State<Long> total) -> {
                    total.update(total.getOption().orElse(0L) + count);
                    return line(Pair.of(word, total.get()));
                })
                .to("totals", sink("totals", stores));
    }

    private static String line(Pair<String, Long> count) {
        return count.key() + " " + count.value();
    }

    private FolderSink<String> sink(String name, FileStores stores) {
        return new FolderSink<>(
                new TextFormat<>(Compression.NONE),
                new OutputFolder.PerBatch(base + "/out/" + name + "/batch", ""),
                stores,
                true,
                UUID.randomUUID().toString());
    }

    /** Moves a file in, as a user would: written elsewhere first. */
    private void addFile() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            String word = "w" + random.nextInt(WORDS);
            text.append(word).append(i % 4 == 3 ? '\n' : ' ');
            truth.merge(word, 1L, Long::sum);
        }
        FileStore store = Hdfs.stores().open(base);
        String name = "text-" + ++files;
        try (FileStore.Output out = store.create("elsewhere/" + name)) {
            out.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
        }
        store.rename("elsewhere/" + name, "in/" + name);
    }

    private Map<String, List<Long>> lines(String name) throws IOException {
        Map<String, List<Long>> lines = new TreeMap<>();
        FileStores stores = Hdfs.stores();
        for (FileSearch.Found file : FileSearch.on(stores).files(base + "/out/" + name + "/batch-*")) {
            int slash = file.path().lastIndexOf('/');
            try (InputStream in = stores.open(file.path().substring(0, slash))
                    .open(file.path().substring(slash + 1), 0)) {
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList()) {
                    int space = line.indexOf(' ');
                    lines.computeIfAbsent(line.substring(0, space), word -> new ArrayList<>())
                            .add(Long.valueOf(line.substring(space + 1)));
                }
            }
        }
        return lines;
    }
}
