package io.sakia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.rdd.DoubleRDD;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaDoubleRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Tuple2;

/** Operations of RDDs give what Spark's own API gives: the same records in the same partitions, and the same numbers. */
class SameAsSparkTest {
    private static SakiaContext sakia;
    private static JavaSparkContext spark;

    /** Random numbers, in partitions of any number, for both. */
    private record Sample(int seed, List<Integer> numbers, int partitions, List<Integer> others, int otherPartitions) {
        RDD<Integer> ours() {
            return sakia.parallelize(numbers, partitions);
        }

        JavaRDD<Integer> theirs() {
            return spark.parallelize(numbers, partitions);
        }

        RDD<Integer> ourOthers() {
            return sakia.parallelize(others, otherPartitions);
        }

        JavaRDD<Integer> theirOthers() {
            return spark.parallelize(others, otherPartitions);
        }

        @Override
        public String toString() {
            return "seed " + seed + ": " + numbers.size() + " numbers in " + partitions + " partitions";
        }
    }

    @BeforeAll
    static void start() {
        sakia = new SakiaContext("spark-local[2]", "same");
        spark = new JavaSparkContext(SparkContext.getOrCreate());
    }

    @AfterAll
    static void stop() {
        sakia.close();
    }

    static List<Sample> samples() {
        return IntStream.range(0, 8).mapToObj(SameAsSparkTest::sample).toList();
    }

    private static Sample sample(int seed) {
        Random random = new Random(seed);
        return new Sample(
                seed,
                random.ints(random.nextInt(60), -20, 20).boxed().toList(),
                1 + random.nextInt(7),
                random.ints(random.nextInt(20), -20, 20).boxed().toList(),
                1 + random.nextInt(4));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void partitionsAreTheSame(Sample sample) {
        assertThat(sample.ours().glom().collect())
                .isEqualTo(sample.theirs().glom().collect());
        assertThat(sample.ours().coalesce(3).glom().collect())
                .isEqualTo(sample.theirs().coalesce(3).glom().collect());
        assertThat(sample.ours().union(sample.ourOthers()).glom().collect())
                .isEqualTo(sample.theirs().union(sample.theirOthers()).glom().collect());
        assertThat(sample.ours()
                        .mapPartitionsWithIndex(
                                (index, records) -> List.of(index, sum(records.hasNext() ? records.next() : 0))
                                        .iterator())
                        .glom()
                        .collect())
                .isEqualTo(sample.theirs()
                        .mapPartitionsWithIndex(
                                (index, records) -> List.of(index, sum(records.hasNext() ? records.next() : 0))
                                        .iterator(),
                                false)
                        .glom()
                        .collect());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void pairsAreTheSame(Sample sample) {
        assertThat(pairs(sample.ours().cartesian(sample.ourOthers())))
                .isEqualTo(tuples(
                        sample.theirs().cartesian(sample.theirOthers()).glom().collect()));
        assertThat(pairs(sample.ours().zipWithIndex()))
                .isEqualTo(tuples(sample.theirs().zipWithIndex().glom().collect()));
        assertThat(pairs(sample.ours().zipWithUniqueId()))
                .isEqualTo(tuples(sample.theirs().zipWithUniqueId().glom().collect()));
        assertThat(pairs(sample.ours().zip(sample.ours().map(x -> x * 2))))
                .isEqualTo(tuples(sample.theirs()
                        .zip(sample.theirs().map(x -> x * 2))
                        .glom()
                        .collect()));
        assertThat(pairs(sample.ours().keyBy(x -> x % 3)))
                .isEqualTo(tuples(sample.theirs().keyBy(x -> x % 3).glom().collect()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void setsAreTheSame(Sample sample) {
        assertThat(sample.ours().subtract(sample.ourOthers()).collect())
                .containsExactlyInAnyOrderElementsOf(
                        sample.theirs().subtract(sample.theirOthers()).collect());
        assertThat(sample.ours().intersection(sample.ourOthers()).collect())
                .containsExactlyInAnyOrderElementsOf(
                        sample.theirs().intersection(sample.theirOthers()).collect());
        assertThat(sample.ours().distinct().collect())
                .containsExactlyInAnyOrderElementsOf(sample.theirs().distinct().collect());
        assertThat(sample.ours().countByValue()).isEqualTo(sample.theirs().countByValue());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ordersAreTheSame(Sample sample) {
        assertThat(sample.ours().sortBy(x -> x, true, 3).collect())
                .isEqualTo(sample.theirs().sortBy(x -> x, true, 3).collect());
        assertThat(sample.ours().sortBy(x -> x, false, 2).collect())
                .isEqualTo(sample.theirs().sortBy(x -> x, false, 2).collect());
        assertThat(sample.ours().top(7)).isEqualTo(sample.theirs().top(7));
        assertThat(sample.ours().takeOrdered(7)).isEqualTo(sample.theirs().takeOrdered(7));
        assertThat(sample.ours().take(7)).isEqualTo(sample.theirs().take(7));
        assertThat(sample.ours().isEmpty()).isEqualTo(sample.theirs().isEmpty());
        if (!sample.numbers().isEmpty()) {
            assertThat(sample.ours().first()).isEqualTo(sample.theirs().first());
            assertThat(sample.ours().max(Comparator.naturalOrder()))
                    .isEqualTo(sample.theirs().max(Comparator.naturalOrder()));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void foldsAreTheSame(Sample sample) {
        assertThat(sample.ours().fold(5, Integer::sum))
                .isEqualTo(sample.theirs().fold(5, Integer::sum));
        assertThat(sample.ours().<Long>aggregate(3L, (sum, x) -> sum + x, Long::sum))
                .isEqualTo(sample.theirs().<Long>aggregate(3L, (sum, x) -> sum + x, Long::sum));
        assertThat(sample.ours().<Long>treeAggregate(0L, (sum, x) -> sum + x, Long::sum))
                .isEqualTo(sample.theirs().<Long>treeAggregate(0L, (sum, x) -> sum + x, Long::sum));
        if (!sample.numbers().isEmpty()) {
            assertThat(sample.ours().treeReduce(Integer::sum, 3))
                    .isEqualTo(sample.theirs().treeReduce(Integer::sum, 3));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void statisticsAreTheSame(Sample sample) {
        DoubleRDD ours = sample.ours().mapToDouble(x -> x / 4.0);
        JavaDoubleRDD theirs = sample.theirs().mapToDouble(x -> x / 4.0);
        // quarters have exact sums
        assertThat(ours.sum()).isEqualTo(theirs.sum());
        double[] bounds = {-5, -2.5, 0, 0.25, 4};
        assertThat(ours.histogram(bounds)).isEqualTo(theirs.histogram(bounds));
        double[] even = {-5, -2.5, 0, 2.5, 5};
        assertThat(ours.histogram(even, true)).isEqualTo(theirs.histogram(boxed(even), true));
        if (!sample.numbers().isEmpty()) {
            for (int buckets : new int[] {1, 3, 7}) {
                Pair<double[], long[]> our = ours.histogram(buckets);
                Tuple2<double[], long[]> their = theirs.histogram(buckets);
                assertThat(our.key()).isEqualTo(their._1());
                assertThat(our.value()).isEqualTo(their._2());
            }
            assertThat(ours.min()).isEqualTo(theirs.min());
            assertThat(ours.max()).isEqualTo(theirs.max());
            assertThat(ours.mean()).isCloseTo(theirs.mean(), within());
            assertThat(ours.variance()).isCloseTo(theirs.variance(), within());
            assertThat(ours.sampleStdev()).isCloseTo(theirs.sampleStdev(), within());
        }
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    private static int sum(int first) {
        return first + 1;
    }

    private static Double[] boxed(double[] numbers) {
        Double[] boxed = new Double[numbers.length];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = numbers[i];
        }
        return boxed;
    }

    private static <K, V> List<List<Pair<K, V>>> pairs(RDD<Pair<K, V>> rdd) {
        return rdd.glom().collect();
    }

    private static <K, V> List<List<Pair<K, V>>> tuples(List<List<Tuple2<K, V>>> parts) {
        List<List<Pair<K, V>>> all = new ArrayList<>();
        for (List<Tuple2<K, V>> part : parts) {
            all.add(part.stream().map(tuple -> Pair.of(tuple._1(), tuple._2())).toList());
        }
        return all;
    }
}
