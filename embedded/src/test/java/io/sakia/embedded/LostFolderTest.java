package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.StorageLevel;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Plan;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody deletes the folder that caches are written to before anything is written. */
@Timeout(30)
class LostFolderTest {
    private static final long BUDGET = 20_000;
    private static final int RECORDS = 4_000;

    @TempDir
    private Path base;

    private final Probe computed = new Probe();

    @ParameterizedTest
    @EnumSource(names = {"MEMORY_AND_DISK", "MEMORY_AND_DISK_SER", "DISK_ONLY"})
    void beforeTheEngineHasMadeItsOwnItIsMadeAgain(StorageLevel level) throws IOException {
        Path given = Files.createDirectory(base.resolve("given"));
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 1, given)) {
            Files.delete(given);
            CacheNode<String> kept = new CacheNode<>(Plans.origin("persist"), counted(computed, () -> {}), level);
            assertReadTwice(engine, kept);
            assertThat(computed.hits()).isEqualTo(1);
            assertThat(engine.space().folders().files()).isEqualTo(1);
            assertThat(given).isDirectory();
        }
        assertThat(given).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY_AND_DISK", "MEMORY_AND_DISK_SER", "DISK_ONLY"})
    void afterItThereIsAnotherOne(StorageLevel level) throws IOException {
        Path lost = base.resolve("lost");
        Path other = base.resolve("other");
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 1, lost, other)) {
            engine.space().folders().create().close(); // makes the engine's own folder in the first
            engine.space().folders().create().close();
            delete(lost);
            CacheNode<String> kept = new CacheNode<>(Plans.origin("persist"), counted(computed, () -> {}), level);
            assertReadTwice(engine, kept);
            assertThat(computed.hits()).isEqualTo(1);
        }
        assertThat(lost).doesNotExist();
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void whileTheFirstFileIsFilledTheTaskWritesToAnotherOne() throws IOException {
        Path lost = base.resolve("lost");
        Path other = base.resolve("other");
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 1, lost, other)) {
            String name = lost.toString();
            CacheNode<String> kept = new CacheNode<>(
                    Plans.origin("persist"), counted(computed, () -> delete(Path.of(name))), StorageLevel.DISK_ONLY);
            assertReadTwice(engine, kept);
            assertThat(computed.hits()).as("the task, and its second attempt").isEqualTo(2);
        }
        assertThat(lost).doesNotExist();
        assertThat(other).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY_AND_DISK", "MEMORY_AND_DISK_SER", "DISK_ONLY"})
    void ifItWasTheOnlyOneWhatIsReadIsRight(StorageLevel level) throws IOException {
        Path lost = base.resolve("lost");
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 1, lost)) {
            engine.space().folders().create().close();
            delete(lost);
            CacheNode<String> kept = new CacheNode<>(Plans.origin("persist"), counted(computed, () -> {}), level);
            assertReadTwice(engine, kept);
            assertThat(computed.hits())
                    .as("what has memory stays in it by force")
                    .isEqualTo(level.useMemory() ? 1 : 2);
            engine.release(kept);
            assertThat(engine.space().budget().used()).isZero();
        }
    }

    private void assertReadTwice(EmbeddedEngine engine, CacheNode<String> kept) {
        assertThat(Plans.collect(engine, kept)).isEqualTo(List.of(records()));
        assertThat(Plans.pull(engine, kept)).isEqualTo(List.of(records()));
    }

    /** What somebody does. */
    private interface Mischief extends Serializable {
        void happen() throws IOException;
    }

    /** Records, counted when they are computed; something happens before the last one. */
    private static Plan<String> counted(Probe probe, Mischief mischief) {
        return Plans.mapPartitions(Plans.source(List.of(1)), (partition, none) -> {
            probe.hit();
            List<String> all = records();
            return new Iterator<String>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < all.size();
                }

                @Override
                public String next() {
                    if (next == all.size() - 1) {
                        try {
                            mischief.happen();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                    return all.get(next++);
                }
            };
        });
    }

    private static List<String> records() {
        return IntStream.range(0, RECORDS).mapToObj(i -> "a text " + i).toList();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
