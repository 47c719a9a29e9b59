package io.sakia.conformance.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sakia.Accumulator;
import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.Checkpoints;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.checkpoint.CheckpointPlan;
import io.sakia.streaming.checkpoint.CheckpointView;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.MemorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint that version 0.1 of Sakia wrote: every later version must go on from it. The program here must not change.
 *
 * <p>It was written by {@link #write}: {@code ./mvnw test -pl conformance -am -Dtest=GoldenCheckpointTest -Dsakia.golden.write=DIR}. When the
 * format changes, write another one beside it, and keep this one.
 */
class GoldenCheckpointTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/checkpoint-0.1");
    private static final List<List<String>> BEFORE = List.of(List.of("a", "b"), List.of("a"), List.of("c", "a"));

    @TempDir
    Path folder;

    /** What a state holds. */
    record Visit(long count, String last, Optional<List<Integer>> lengths) {}

    private final MemorySource<String> words = new MemorySource<>("words");
    private final Map<String, Object> out = new TreeMap<>();

    private void define(StreamingContext ssc) {
        ssc.types(Visit.class);
        Accumulator<Long, Long> batches = ssc.longAccumulator("batches");
        PairDStream<String, Long> ones = ssc.source(words).named("words").mapToPair(word -> Pair.of(word, 1L));
        ones.<Visit>updateStateByKey((counts, old) -> Optional.of(new Visit(
                        old.map(Visit::count).orElse(0L) + counts.size(), "x", Optional.of(List.of(counts.size())))))
                .named("visits")
                .foreachRDD(rdd -> {
                    batches.add(1L);
                    rdd.collect()
                            .forEach(pair -> out.put(pair.key(), pair.value().count()));
                    out.put("batches", batches.value());
                });
        ones.reduceByKeyAndWindow(Long::sum, (total, old) -> total - old, Durations.minutes(10), Durations.seconds(1))
                .named("lately")
                .foreachRDD(rdd -> rdd.collect().forEach(pair -> out.put("lately " + pair.key(), pair.value())));
    }

    private void run(Path checkpoint, List<List<String>> batches) throws InterruptedException {
        ManualClock clock = new ManualClock();
        SakiaConf conf = new SakiaConf().setMaster("local[2]").setAppName("golden");
        try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.fixed(Durations.seconds(1)), clock)) {
            ssc.checkpoint(checkpoint.toString());
            define(ssc);
            ssc.start();
            clock.awaitIdle();
            for (List<String> batch : batches) {
                words.addAll(batch);
                clock.advance(Durations.seconds(1));
                for (int i = 0; out.isEmpty() && i < 10; i++) {
                    clock.advance(Durations.seconds(1)); // it begins before the last batch of the run before
                }
            }
            ssc.stop(true);
            ssc.awaitTermination();
        }
    }

    @Test
    void write() throws Exception {
        run(
                Path.of(System.getProperty(
                        "sakia.golden.write", folder.resolve("written").toString())),
                BEFORE);
        assertThat(out).containsEntry("a", 3L).containsEntry("lately a", 3L);
    }

    @Test
    void thisVersionGoesOnFromIt() throws Exception {
        Path copy = copy();
        assertThat(Checkpoints.plan(copy.toString(), this::define).items())
                .hasSize(4)
                .allMatch(item -> item.fate() == CheckpointPlan.Fate.KEEP);
        BEFORE.forEach(words::addAll);
        run(copy, List.of(List.of("a", "d")));
        assertThat(out)
                .containsEntry("a", 4L)
                .containsEntry("b", 1L)
                .containsEntry("c", 1L)
                .containsEntry("d", 1L)
                .containsEntry("lately a", 4L)
                .containsEntry("lately c", 1L);
        assertThat((Long) out.get("batches")).isGreaterThan(3L);
    }

    @Test
    void thisVersionShowsIt() throws IOException {
        CheckpointView view = CheckpointView.of(copy().toString(), FileStores.local());
        assertThat(view.epoch()).isGreaterThanOrEqualTo(3);
        assertThat(view.sources())
                .singleElement()
                .satisfies(source -> assertThat(source.sealed()).isEqualTo("MemorySource.Position(records=5)"));
        assertThat(view.states())
                .extracting(CheckpointView.State::name, CheckpointView.State::keys)
                .contains(tuple("visits", 3L));
    }

    private Path copy() throws IOException {
        Path copy = folder.resolve("checkpoint");
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = copy.resolve(GOLDEN.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        return copy;
    }
}
