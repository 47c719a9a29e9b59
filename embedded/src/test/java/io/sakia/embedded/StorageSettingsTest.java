package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.engine.Engine;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory and folders as they are written in settings. */
class StorageSettingsTest {
    private static final long HEAP = Runtime.getRuntime().maxMemory();

    @ParameterizedTest
    @CsvSource({"65536, 65536", "64k, 65536", "1m, 1048576", "2MB, 2097152", "' 100K ', 102400", "65536b, 65536"})
    void bytesHaveUnits(String given, long bytes) {
        assertThat(StorageSettings.memory(Map.of("sakia.memory", given))).isEqualTo(bytes);
    }

    @Test
    void aShareIsOneOfTheHeap() {
        assertThat(StorageSettings.memory(Map.of("sakia.memory", "40%"))).isEqualTo(HEAP / 100 * 40);
        assertThat(StorageSettings.memory(Map.of())).isEqualTo(HEAP / 100 * 50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "much", "-1", "1.5g", "0", "63k", "0%", "91%", "1000%", "9000t", "999999999999999t", "12q"})
    void anotherMemoryIsOneClearError(String given) {
        assertThatThrownBy(() -> Engines.create(settings(Map.of("sakia.memory", given))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sakia.memory is '" + given + "'")
                .hasMessageNotContaining("\n");
    }

    @Test
    void foldersStandBetweenCommas() {
        assertThat(StorageSettings.folders(Map.of("sakia.local.dir", "/a, /b/c")))
                .isEqualTo(List.of(Path.of("/a"), Path.of("/b/c")));
        assertThat(StorageSettings.folders(Map.of())).isEqualTo(List.of(Path.of(System.getProperty("java.io.tmpdir"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a,", ",/a", "/a,,/b", "/a\0b"})
    void anotherFolderIsOneClearError(String given) {
        assertThatThrownBy(() -> Engines.create(settings(Map.of("sakia.local.dir", given))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sakia.local.dir ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aSettingThatIsSpeltWronglyIsFound() {
        assertThat(MisspeltSettings.in(Map.of("sakia.memroy", "1g", "sakia.memory", "1g", "my.memory", "1g")))
                .containsExactly("the setting sakia.memroy is not known and does nothing; did you mean sakia.memory?");
        assertThat(MisspeltSettings.in(Map.of("sakia.local.dirs", "/a")))
                .containsExactly(
                        "the setting sakia.local.dirs is not known and does nothing; did you mean sakia.local.dir?");
        assertThat(MisspeltSettings.in(Map.of("sakia.state.codec", "x", "sakia.app", "y")))
                .isEmpty();
    }

    @Test
    void anEngineHasTheBudgetThatItWasGiven() {
        try (Engine engine = Engines.create(settings(Map.of("sakia.memory", "1m")))) {
            assertThat(((EmbeddedEngine) engine).space().budget().size()).isEqualTo(1 << 20);
        }
    }

    private static EngineSettings settings(Map<String, String> settings) {
        return new EngineSettings("local[2]", "test", settings, updates -> {});
    }
}
