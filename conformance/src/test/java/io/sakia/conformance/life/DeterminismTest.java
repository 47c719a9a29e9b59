package io.sakia.conformance.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same data in the same number of partitions give the same records in the same order, whatever the number of threads. */
class DeterminismTest {
    private static final int RECORDS = 20_000;

    private static List<Pair<String, Double>> records(long seed) {
        Random random = new Random(seed);
        List<Pair<String, Double>> records = new ArrayList<>(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            records.add(Pair.of("key " + random.nextInt(500), random.nextGaussian() * 1e6));
        }
        return records;
    }

    private static List<List<?>> results(int threads, List<Pair<String, Double>> records) {
        SakiaConf conf = new SakiaConf().setMaster("local[" + threads + "]").set("sakia.default.parallelism", "7");
        try (SakiaContext sc = new SakiaContext(conf)) {
            PairRDD<String, Double> pairs = sc.parallelizePairs(records, 13);
            PairRDD<String, Double> sums = pairs.reduceByKey(Double::sum);
            return List.of(
                    sums.collect(), // the bits of the sums too
                    pairs.groupByKey().map(Pair::toString).collect(),
                    sums.join(pairs).take(1000),
                    pairs.map(Pair::key).distinct().collect(),
                    pairs.repartition(5).collect(),
                    pairs.sortByKey().collect());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void threadsChangeNothing(long seed) {
        List<Pair<String, Double>> records = records(seed);
        List<List<?>> expected = results(1, records);

        assertThat(results(2, records)).isEqualTo(expected);
        assertThat(results(8, records)).isEqualTo(expected);
    }
}
