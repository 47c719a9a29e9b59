package io.sakia.spark;

import io.sakia.engine.Engine;
import io.sakia.engine.EngineProvider;
import io.sakia.engine.EngineSettings;

/**
 * Makes engines that run plans as Apache Spark's RDDs, for masters such as {@code spark-local[4]}.
 *
 * <pre>{@code
 * try (SakiaContext sc = new SakiaContext("spark-local[2]", "sums")) {
 *     int sum = sc.parallelize(List.of(1, 2, 3)).map(x -> x * x).reduce(Integer::sum); // 14
 * }
 * }</pre>
 *
 * <p>Settings that begin with {@code sakia.spark.} go to Spark without {@code sakia.}. Spark allows one such context at a time
 * in a JVM. Functions, records that are shuffled or collected, and results are Java-serialised.
 */
public final class SparkEngineProvider implements EngineProvider {
    /** For the {@link java.util.ServiceLoader}. */
    public SparkEngineProvider() {}

    @Override
    public String masters() {
        return SparkMaster.KNOWN;
    }

    @Override
    public boolean accepts(String master) {
        return SparkMaster.isSparks(master);
    }

    @Override
    public Engine create(EngineSettings settings) {
        return SparkEngine.start(settings, SparkMaster.parse(settings.master()));
    }
}
