package io.sakia.spark;

import io.sakia.engine.EngineSettings;
import java.util.Map;
import org.apache.spark.SparkConf;

/**
 * The settings of Spark for a context's settings. {@code sakia.spark.KEY} becomes Spark's {@code spark.KEY}; Spark's own way of
 * handing settings over, system properties that begin with {@code spark.}, stands behind that.
 *
 * <pre>{@code new SakiaConf().setMaster("spark-local[4]").set("sakia.spark.ui.enabled", "true")}</pre>
 */
final class SparkSettings {
    private static final String OURS = "sakia.";
    private static final String PREFIX = "sakia.spark.";
    private static final String SERIALIZER = "spark.serializer";
    private static final String JAVA_SERIALIZER = "org.apache.spark.serializer.JavaSerializer";

    /** What is different from Spark's defaults in one JVM. */
    private static final Map<String, String> LOCAL_DEFAULTS = Map.of(
            "spark.ui.enabled",
            "false",
            "spark.ui.showConsoleProgress",
            "false",
            // One JVM talks to itself: no look-up of the machine's name, and no port open to others.
            "spark.driver.host",
            "localhost",
            "spark.driver.bindAddress",
            "127.0.0.1",
            // Spark ends an executor's JVM on a StackOverflowError or OutOfMemoryError; here that would be the user's
            // program.
            "spark.executor.killOnFatalError.depth",
            "0",
            // Spark's explanation of what can't be serialised wants the JVM opened by flags, and fails by itself
            // without them.
            "spark.serializer.extraDebugInfo",
            "false",
            SERIALIZER,
            JAVA_SERIALIZER);

    private SparkSettings() {}

    /** What to make a SparkContext with; an {@link IllegalArgumentException} for settings that can't be. */
    static SparkConf of(EngineSettings settings, SparkMaster master) {
        SparkConf conf = new SparkConf(true);
        settings.settings().forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                conf.set(key.substring(OURS.length()), value);
            }
        });
        String mode = settings.settings().get("sakia.scheduler.mode");
        if (mode != null) {
            conf.setIfMissing("spark.scheduler.mode", mode);
        }
        LOCAL_DEFAULTS.forEach(conf::setIfMissing);
        String serializer = conf.get(SERIALIZER);
        if (!serializer.equals(JAVA_SERIALIZER)) {
            throw new IllegalArgumentException(SERIALIZER + " is " + serializer
                    + ", but functions and records travel by Java serialisation only: leave that setting out");
        }
        return conf.setMaster(master.url()).setAppName(settings.applicationName());
    }
}
