package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.StorageLevel;
import io.sakia.plan.CacheNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A cache that nobody released goes with its node: its memory and its files come back once the node is garbage. */
@Timeout(30)
class ForgottenCacheTest {
    private static final long BUDGET = 26_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void givesItsMemoryAndItsFilesBack(StorageLevel level) throws IOException {
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 2, folder)) {
            readAndForget(engine, level);
            while (engine.space().budget().used() > 0 || !files().isEmpty()) {
                System.gc(); // ends as soon as the collector has found them
            }
            assertThat(engine.space().folders().files() > 0).isEqualTo(level.useDisk());
        }
    }

    /** As long as somebody has the node, it keeps what it has. */
    private void readAndForget(EmbeddedEngine engine, StorageLevel level) throws IOException {
        Probe computed = new Probe();
        CacheNode<String> kept = new CacheNode<>(
                Plans.origin("persist"),
                Plans.map(Plans.source(List.of(0, 1), List.of(2, 3), List.of(4, 5), List.of(6, 7)), number -> {
                    computed.hit();
                    return number + "x".repeat(5_000);
                }),
                level);
        List<List<String>> first = Plans.collect(engine, kept);
        int once = computed.hits();
        System.gc();
        assertThat(engine.space().budget().used() > 0).isEqualTo(level.useMemory());
        assertThat(files().isEmpty()).isEqualTo(!level.useDisk());
        assertThat(Plans.collect(engine, kept)).isEqualTo(first);
        assertThat(computed.hits() > once).as("memory was too small").isEqualTo(!level.useDisk());
    }

    /** The files at this moment, while a cleaner may be deleting them. */
    private List<Path> files() throws IOException {
        while (true) {
            try (Stream<Path> all =
                    Files.find(folder, 2, (path, attributes) -> path.toString().endsWith(".records"))) {
                return all.toList();
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw e; // else one was deleted between its folder's listing and the look at it: look again
                }
            }
        }
    }
}
