package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.StorageLevel;
import io.sakia.plan.CacheNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which of several caches makes room when memory is short: what was read least lately, in whole partitions. */
@Timeout(30)
class CachePressureTest {
    private static final int RECORDS = 8;
    private static final int LETTERS = 990;

    /** Two and a half partitions: each takes some 8,000 bytes, as objects or as bytes, and just fills the buffer of 8 KiB while it is written. */
    private static final long BUDGET = 20_000;

    @TempDir
    private Path folder;

    private EmbeddedEngine engine;

    /** How often the partitions of each cache were computed. */
    private final Map<String, List<Probe>> computed = new LinkedHashMap<>();

    @BeforeEach
    void open() {
        engine = TestEngine.within(BUDGET, 1, folder);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY_ONLY", "MEMORY_ONLY_SER"})
    void whatWasReadLeastLatelyIsComputedAgain(StorageLevel level) {
        CacheNode<String> a = cache("a", level, 1);
        CacheNode<String> b = cache("b", level, 1);
        CacheNode<String> c = cache("c", level, 1);
        read(a);
        read(b);
        read(a);
        assertThat(hits()).as("both fit").isEqualTo("a[1] b[1] c[0]");

        read(c); // in the place of b, since a was read after it
        assertThat(engine.space().budget().evictions()).isEqualTo(1);
        read(a);
        assertThat(hits()).isEqualTo("a[1] b[1] c[1]");

        read(b); // in the place of c
        read(a);
        assertThat(hits()).isEqualTo("a[1] b[2] c[1]");
        read(c); // in the place of b
        assertThat(hits()).isEqualTo("a[1] b[2] c[2]");
        assertThat(engine.space().budget().evictions()).isEqualTo(3);
        assertThat(engine.space().budget().used()).isLessThanOrEqualTo(BUDGET);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY_AND_DISK", "MEMORY_AND_DISK_SER"})
    void whatWasReadLeastLatelyGoesToDisk(StorageLevel level) {
        CacheNode<String> a = cache("a", level, 1);
        CacheNode<String> b = cache("b", level, 1);
        CacheNode<String> c = cache("c", level, 1);
        read(a);
        read(b);
        read(a);
        assertThat(engine.space().folders().files()).isZero();

        read(c);
        long used = engine.space().budget().used();
        engine.release(b);
        assertThat(engine.space().budget().used()).as("b is on disk").isEqualTo(used);
        engine.release(a);
        assertThat(engine.space().budget().used()).as("a is in memory").isLessThan(used);
        engine.release(c);
        assertThat(engine.space().budget().used()).isZero();
        assertThat(engine.space().folders().files()).isEqualTo(1);
        assertThat(hits()).isEqualTo("a[1] b[1] c[1]");
    }

    @Test
    void whatIsOnDiskIsReadThereAndPushesNothingOut() {
        CacheNode<String> a = cache("a", StorageLevel.MEMORY_AND_DISK, 1);
        CacheNode<String> b = cache("b", StorageLevel.MEMORY_AND_DISK, 1);
        CacheNode<String> c = cache("c", StorageLevel.MEMORY_ONLY, 1);
        read(a);
        read(b);
        read(c); // in the place of a
        for (int i = 0; i < 3; i++) {
            read(a);
            read(b);
            read(c);
        }
        assertThat(hits()).isEqualTo("a[1] b[1] c[1]");
        assertThat(engine.space().budget().evictions()).isEqualTo(1);
    }

    @Test
    void partitionsOfOneCacheMakeRoomOneByOne() {
        CacheNode<String> a = cache("a", StorageLevel.MEMORY_ONLY, 2);
        CacheNode<String> b = cache("b", StorageLevel.MEMORY_ONLY, 1);
        read(a);
        read(a, 0);
        read(b); // in the place of the second partition of a
        read(a, 0);
        assertThat(hits()).isEqualTo("a[1, 1] b[1]");

        read(a, 1); // in the place of b, for a pushes nothing of its own out
        assertThat(hits()).isEqualTo("a[1, 2] b[1]");
        read(a);
        assertThat(hits()).isEqualTo("a[1, 2] b[1]");
        read(b);
        assertThat(hits()).isEqualTo("a[1, 2] b[2]");
    }

    @Test
    void aCacheThatIsTooLargeKeepsWhatFitsAndLeavesItThere() {
        CacheNode<String> large = cache("large", StorageLevel.MEMORY_ONLY, 4);
        for (int i = 0; i < 3; i++) {
            read(large);
        }
        assertThat(hits()).isEqualTo("large[1, 1, 3, 3]");
        assertThat(engine.space().budget().evictions()).isZero();
    }

    @Test
    void whatWasReleasedMakesRoomForOthers() {
        CacheNode<String> a = cache("a", StorageLevel.MEMORY_ONLY, 1);
        CacheNode<String> b = cache("b", StorageLevel.MEMORY_ONLY, 1);
        CacheNode<String> c = cache("c", StorageLevel.MEMORY_ONLY, 1);
        read(a);
        read(b);
        engine.release(b);
        read(c);
        read(a);
        assertThat(hits()).isEqualTo("a[1] b[1] c[1]");
        assertThat(engine.space().budget().evictions()).isZero();
    }

    private CacheNode<String> cache(String name, StorageLevel level, int partitions) {
        List<Probe> probes =
                IntStream.range(0, partitions).mapToObj(i -> new Probe()).toList();
        computed.put(name, probes);
        List<List<Integer>> numbers =
                IntStream.range(0, partitions).mapToObj(List::of).toList();
        return new CacheNode<>(
                Plans.origin("persist"),
                Plans.mapPartitions(Plans.source(numbers), (partition, records) -> {
                    probes.get(partition).hit();
                    return records(partition).iterator();
                }),
                level);
    }

    private void read(CacheNode<String> cache) {
        read(cache, IntStream.range(0, cache.partitions()).toArray());
    }

    private void read(CacheNode<String> cache, int... partitions) {
        List<Integer> wanted = IntStream.of(partitions).boxed().toList();
        assertThat(Plans.collect(engine, cache, wanted))
                .isEqualTo(wanted.stream().map(CachePressureTest::records).toList());
    }

    private static List<String> records(int partition) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(partition + "." + i + " " + "x".repeat(LETTERS));
        }
        return records;
    }

    /** How often each partition was computed: {@code a[1, 2] b[1]}. */
    private String hits() {
        List<String> hits = new ArrayList<>();
        computed.forEach((name, probes) -> hits.add(name + counts(probes)));
        return String.join(" ", hits);
    }

    private static List<Integer> counts(Collection<Probe> probes) {
        return probes.stream().map(Probe::hits).toList();
    }
}
