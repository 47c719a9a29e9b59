package io.sakia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkMasterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "spark-local local[1,4]",
                "spark-local[1] local[1,4]",
                "spark-local[12] local[12,4]",
                "spark-local[*] local[*,4]"
            })
    void localMastersTryEachTaskFourTimes(String master, String url) {
        assertThat(SparkMaster.parse(master).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark://host:7077", "yarn", "k8s://https://host:443"})
    void saysInOneLineThatClustersComeLater(String master) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.create(settings(master, Map.of())))
                .withMessageContaining("'" + master + "'")
                .withMessageContaining("not supported yet")
                .withMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark-local[]",
                "spark-local[0]",
                "spark-local[-1]",
                "spark-local[two]",
                "spark-local[2,4]",
                "spark-local2",
                "spark-local[99999999999]"
            })
    void refusesMalformedMasters(String master) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.create(settings(master, Map.of())))
                .withMessageContaining("'" + master + "'")
                .withMessageContaining("spark-local[");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "local", "mesos://host", "sparkle"})
    void leavesOtherMastersToOthers(String master) {
        assertThat(new SparkEngineProvider().accepts(master)).isFalse();
    }

    @Test
    void handsOurSettingsToSparkAndKeepsQuietByDefault() {
        SparkConf conf = SparkSettings.of(
                settings(
                        "spark-local[2]",
                        Map.of("sakia.spark.shuffle.compress", "false", "sakia.default.parallelism", "8")),
                SparkMaster.parse("spark-local[2]"));

        assertThat(conf.get("spark.master")).isEqualTo("local[2,4]");
        assertThat(conf.get("spark.app.name")).isEqualTo("settings");
        assertThat(conf.get("spark.shuffle.compress")).isEqualTo("false");
        assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
        assertThat(conf.contains("sakia.default.parallelism")).isFalse();
    }

    @Test
    void lettingSparkShowItsUiIsOneSetting() {
        SparkConf conf = SparkSettings.of(
                settings("spark-local", Map.of("sakia.spark.ui.enabled", "true")), SparkMaster.parse("spark-local"));

        assertThat(conf.get("spark.ui.enabled")).isEqualTo("true");
    }

    @Test
    void refusesAnotherSerializer() {
        String kryo = "org.apache.spark.serializer.KryoSerializer";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engines.create(settings("spark-local", Map.of("sakia.spark.serializer", kryo))))
                .withMessageContaining(kryo)
                .withMessageContaining("leave that setting out");
    }

    private static EngineSettings settings(String master, Map<String, String> settings) {
        return new EngineSettings(master, "settings", settings, updates -> {});
    }
}
