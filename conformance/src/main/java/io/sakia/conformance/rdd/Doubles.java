package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.StorageLevel;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.DoubleRDD;
import io.sakia.stats.StatCounter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.DoubleStream;

/** RDDs of numbers. */
public final class Doubles {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private Doubles() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "statistics of a few numbers",
                        Doubles::statistics,
                        "DoubleRDD.from(RDD)",
                        "DoubleRDD.sum()",
                        "DoubleRDD.mean()",
                        "DoubleRDD.variance()",
                        "DoubleRDD.popVariance()",
                        "DoubleRDD.sampleVariance()",
                        "DoubleRDD.stdev()",
                        "DoubleRDD.popStdev()",
                        "DoubleRDD.sampleStdev()",
                        "DoubleRDD.stats()",
                        "DoubleRDD.min()",
                        "DoubleRDD.max()"),
                scenario("sums are exact, whatever the order and the partitions", Doubles::sumsExactly),
                scenario("statistics of nothing", Doubles::nothing),
                scenario("min and max where there is NaN", Doubles::notANumber),
                scenario("histogram cuts buckets of equal width", Doubles::cutsBuckets, "DoubleRDD.histogram(int)"),
                scenario("histogram refuses what can't be cut", Doubles::cutsNoBuckets),
                scenario(
                        "histogram counts between bounds",
                        Doubles::countsBetweenBounds,
                        "DoubleRDD.histogram(double[])",
                        "DoubleRDD.histogram(double[],boolean)"),
                scenario("histogram refuses bounds that are none", Doubles::refusesBounds),
                scenario(
                        "what is made of numbers as they are are numbers",
                        Doubles::staysNumbers,
                        "DoubleRDD.filter(Function)",
                        "DoubleRDD.distinct()",
                        "DoubleRDD.distinct(int)",
                        "DoubleRDD.repartition(int)",
                        "DoubleRDD.coalesce(int)",
                        "DoubleRDD.coalesce(int,boolean)",
                        "DoubleRDD.sample(boolean,double)",
                        "DoubleRDD.sample(boolean,double,long)",
                        "DoubleRDD.intersection(RDD)",
                        "DoubleRDD.subtract(RDD)",
                        "DoubleRDD.subtract(RDD,int)",
                        "DoubleRDD.subtract(RDD,Partitioner)",
                        "DoubleRDD.union(DoubleRDD)"),
                scenario(
                        "numbers are kept as numbers",
                        Doubles::keepsNumbers,
                        "DoubleRDD.cache()",
                        "DoubleRDD.persist(StorageLevel)",
                        "DoubleRDD.unpersist()",
                        "DoubleRDD.unpersist(boolean)",
                        "DoubleRDD.setName(String)"));
    }

    private static DoubleRDD numbers(Target target, double... numbers) {
        return DoubleRDD.from(
                target.context().parallelize(DoubleStream.of(numbers).boxed().toList(), 3));
    }

    private static void statistics(Target target) {
        DoubleRDD numbers = numbers(target, 1, 2, 3, 4);
        assertThat(numbers.sum()).isEqualTo(10);
        assertThat(numbers.mean()).isEqualTo(2.5);
        assertThat(numbers.variance()).isEqualTo(1.25);
        assertThat(numbers.popVariance()).isEqualTo(1.25);
        assertThat(numbers.sampleVariance()).isEqualTo(5.0 / 3);
        assertThat(numbers.stdev()).isEqualTo(Math.sqrt(1.25));
        assertThat(numbers.popStdev()).isEqualTo(Math.sqrt(1.25));
        assertThat(numbers.sampleStdev()).isEqualTo(Math.sqrt(5.0 / 3));
        assertThat(numbers.min()).isEqualTo(1);
        assertThat(numbers.max()).isEqualTo(4);
        StatCounter stats = numbers.stats();
        assertThat(stats.count()).isEqualTo(4);
        assertThat(stats.mean()).isEqualTo(2.5);
        assertThat(stats.variance()).isEqualTo(1.25);
        assertThat(stats.max()).isEqualTo(4);
    }

    private static void sumsExactly(Target target) {
        assertThat(numbers(target, 1e100, 1, -1e100, 0.1, 0.2, 0.3).sum()).isEqualTo(1.6);
        List<Double> mixed = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            mixed.add(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
        }
        DoubleRDD numbers = DoubleRDD.from(target.context().parallelize(mixed, 3));
        Collections.shuffle(mixed, random);
        DoubleRDD others = DoubleRDD.from(target.context().parallelize(mixed, 8));
        assertThat(others.sum()).isEqualTo(numbers.sum());
        assertThat(others.mean()).isEqualTo(numbers.mean());
        assertThat(others.variance()).isEqualTo(numbers.variance());
        assertThat(others.sampleStdev()).isEqualTo(numbers.sampleStdev());
    }

    private static void nothing(Target target) {
        DoubleRDD nothing = numbers(target);
        assertThat(nothing.sum()).isZero();
        assertThat(nothing.mean()).isNaN();
        assertThat(nothing.variance()).isNaN();
        assertThat(numbers(target, 1).sampleVariance()).isNaN();
        assertThat(numbers(target, 1).variance()).isZero();
        assertThat(nothing.stats().count()).isZero();
        assertThatThrownBy(() -> nothing.min())
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("min at Doubles.java:");
        assertThatThrownBy(() -> nothing.max()).isInstanceOf(NoSuchElementException.class);
    }

    private static void notANumber(Target target) {
        DoubleRDD numbers = numbers(target, 2, Double.NaN, -0.0, 0.0);
        assertThat(numbers.min()).isEqualTo(-0.0);
        assertThat(numbers.max()).isNaN();
        assertThat(numbers.sum()).isNaN();
    }

    private static void cutsBuckets(Target target) {
        Pair<double[], long[]> two = numbers(target, 1, 2, 3, 5).histogram(2);
        assertThat(two.key()).containsExactly(1, 3, 5);
        assertThat(two.value()).containsExactly(2, 2);
        Pair<double[], long[]> four = numbers(target, 0, 0.25, 0.5, 1, 1, 0.99).histogram(4);
        assertThat(four.key()).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(four.value()).containsExactly(1, 1, 1, 3);
        Pair<double[], long[]> same = numbers(target, 7, 7, 7).histogram(5);
        assertThat(same.key()).containsExactly(7, 7);
        assertThat(same.value()).containsExactly(3);
        Pair<double[], long[]> wide =
                numbers(target, -Double.MAX_VALUE, 0, Double.MAX_VALUE).histogram(2);
        assertThat(wide.key()).containsExactly(new double[] {-Double.MAX_VALUE, 0, Double.MAX_VALUE}, within(0.0));
        assertThat(wide.value()).containsExactly(1, 2);
    }

    private static void cutsNoBuckets(Target target) {
        assertThatThrownBy(() -> numbers(target).histogram(2))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("histogram at Doubles.java:");
        assertThatThrownBy(() -> numbers(target, 1, INFINITY).histogram(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't cut buckets between 1.0 and Infinity");
        assertThatThrownBy(() -> numbers(target, 1, Double.NaN, 2).histogram(2)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> numbers(target, 1).histogram(0)).hasMessageContaining("at least 1 bucket, not 0");
    }

    private static void countsBetweenBounds(Target target) {
        DoubleRDD numbers = numbers(target, -1, 0, 1.5, 2, 2.5, 5, 5.5, Double.NaN, INFINITY, -INFINITY);
        assertThat(numbers.histogram(new double[] {0, 2, 5})).containsExactly(2, 3);
        assertThat(numbers.histogram(new double[] {-INFINITY, 0, INFINITY})).containsExactly(2, 7);
        assertThat(numbers.histogram(new double[] {0, 2, 4, 6}, true)).containsExactly(2, 2, 2);
        assertThat(numbers.histogram(new double[] {0, 2, 4, 6}, false)).containsExactly(2, 2, 2);
        assertThat(numbers.histogram(new double[] {10, 11})).containsExactly(0);
        assertThat(numbers(target).histogram(new double[] {0, 1})).containsExactly(0);
        assertThat(numbers(target, -0.0, 0.0).histogram(new double[] {-1, 0, 1}))
                .containsExactly(0, 2);
    }

    private static void refusesBounds(Target target) {
        DoubleRDD numbers = numbers(target, 1);
        assertThatThrownBy(() -> numbers.histogram(new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 bounds, not [1.0]");
        assertThatThrownBy(() -> numbers.histogram(new double[] {1, 3, 2}))
                .hasMessageContaining("bounds in ascending order, and 3.0 stands before 2.0");
        assertThatThrownBy(() -> numbers.histogram(new double[] {1, 1})).hasMessageContaining("1.0 stands before 1.0");
        assertThatThrownBy(() -> numbers.histogram(new double[] {Double.NaN, 1}, true))
                .hasMessageContaining("NaN");
    }

    private static void staysNumbers(Target target) {
        DoubleRDD numbers = numbers(target, 1, 2, 2, 3);
        DoubleRDD others = numbers(target, 2, 3, 4);
        assertThat(numbers.filter(x -> x > 1).sum()).isEqualTo(7);
        assertThat(numbers.distinct().sum()).isEqualTo(6);
        assertThat(numbers.distinct(2).sum()).isEqualTo(6);
        assertThat(numbers.repartition(2).sum()).isEqualTo(8);
        assertThat(numbers.coalesce(2).sum()).isEqualTo(8);
        assertThat(numbers.coalesce(5, true).sum()).isEqualTo(8);
        assertThat(numbers.sample(false, 1).sum()).isEqualTo(8);
        assertThat(numbers.sample(false, 0, 1).sum()).isZero();
        assertThat(numbers.intersection(others).sum()).isEqualTo(5);
        assertThat(numbers.subtract(others).sum()).isEqualTo(1);
        assertThat(numbers.subtract(others, 2).sum()).isEqualTo(1);
        assertThat(numbers.subtract(others, new HashPartitioner(2)).sum()).isEqualTo(1);
        assertThat(numbers.union(others).sum()).isEqualTo(17);
    }

    private static void keepsNumbers(Target target) {
        DoubleRDD numbers = numbers(target, 1, 2);
        assertThat(numbers.cache()).isSameAs(numbers);
        assertThat(numbers.persist(StorageLevel.MEMORY_ONLY).mean()).isEqualTo(1.5);
        assertThat(numbers.unpersist().setName("numbers").name()).contains("numbers");
        assertThat(numbers.cache().unpersist(true).mean()).isEqualTo(1.5);
    }
}
