package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.engine.Engine;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedEngineProviderTest {
    @ParameterizedTest
    @CsvSource({"local,1", "local[1],1", "local[4],4", "local[99999],99999"})
    void aMasterSaysHowManyThreads(String master, int threads) {
        try (Engine engine = Engines.create(settings(master))) {
            assertThat(engine.parallelism()).isEqualTo(threads);
            assertThat(engine.master()).isEqualTo(master);
            assertThat(engine).hasToString("embedded engine " + master);
        }
    }

    @Test
    void aStarMeansAllProcessors() {
        try (Engine engine = Engines.create(settings("local[*]"))) {
            assertThat(engine.parallelism()).isEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local[0]",
                "local[x]",
                "local[]",
                "local[-1]",
                "local[2",
                "local[2] ",
                "local[4,2]",
                "local[100000]"
            })
    void aMalformedMasterIsOneClearError(String master) {
        assertThatThrownBy(() -> Engines.create(settings(master)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + master + "'")
                .hasMessageContaining("local[N]")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark-local[2]", "local-cluster[2,1,1024]", "locale", "", "LOCAL"})
    void otherMastersAreOtherEnginesBusiness(String master) {
        assertThat(new EmbeddedEngineProvider().accepts(master)).isFalse();
        assertThatThrownBy(() -> Engines.create(settings(master)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("local, local[N], local[*]");
    }

    private static EngineSettings settings(String master) {
        return new EngineSettings(master, "test", Map.of(), updates -> {});
    }
}
