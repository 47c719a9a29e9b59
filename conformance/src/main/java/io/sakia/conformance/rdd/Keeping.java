package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.StorageLevel;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import java.util.List;

/** What is kept in memory and what is computed again. */
public final class Keeping {
    private Keeping() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("what is not kept is computed for each action", Keeping::computesAgain),
                scenario(
                        "cache computes once",
                        Keeping::cachesOnce,
                        "RDD.cache()",
                        "RDD.unpersist()",
                        "RDD.unpersist(boolean)",
                        "RDD.getStorageLevel()"),
                scenario("persist computes once", Keeping::persists, "RDD.persist(StorageLevel)"),
                scenario(
                        "pairs are kept as pairs",
                        Keeping::keepsPairs,
                        "PairRDD.cache()",
                        "PairRDD.persist(StorageLevel)",
                        "PairRDD.unpersist()",
                        "PairRDD.unpersist(boolean)"),
                scenario("a part that was kept is not computed by a later action", Keeping::keepsParts),
                scenario("what failed is not kept", Keeping::keepsNoFailure),
                scenario("what a shuffle put out is used again", Keeping::usesShufflesAgain));
    }

    private static RDD<Integer> counted(Target target, Probe probe) {
        return target.context().parallelize(List.of(1, 2, 3), 3).map(x -> {
            probe.note(x);
            return x * 10;
        });
    }

    private static void computesAgain(Target target) {
        Probe computed = Probe.create();
        RDD<Integer> numbers = counted(target, computed);
        assertThat(numbers.count()).isEqualTo(3);
        assertThat(numbers.count()).isEqualTo(3);
        assertThat(computed.count()).isEqualTo(6);
    }

    private static void cachesOnce(Target target) {
        Probe computed = Probe.create();
        RDD<Integer> numbers = counted(target, computed);
        assertThat(numbers.getStorageLevel()).isEqualTo(StorageLevel.NONE);
        assertThat(numbers.cache()).isSameAs(numbers);
        assertThat(numbers.getStorageLevel()).isEqualTo(StorageLevel.MEMORY_ONLY);
        RDD<Integer> more = numbers.map(x -> x + 1);
        assertThat(computed.count()).isZero();
        assertThat(numbers.collect()).containsExactly(10, 20, 30);
        assertThat(more.collect()).containsExactly(11, 21, 31);
        assertThat(numbers.count()).isEqualTo(3);
        assertThat(computed.count()).isEqualTo(3);

        assertThat(numbers.unpersist()).isSameAs(numbers);
        assertThat(numbers.getStorageLevel()).isEqualTo(StorageLevel.NONE);
        assertThat(numbers.collect()).containsExactly(10, 20, 30);
        assertThat(numbers.collect()).containsExactly(10, 20, 30);
        assertThat(computed.count()).isEqualTo(9);

        assertThat(numbers.cache().count()).isEqualTo(3);
        assertThat(numbers.unpersist(true)).isSameAs(numbers);
        assertThat(numbers.getStorageLevel()).isEqualTo(StorageLevel.NONE);
        assertThat(numbers.count()).isEqualTo(3);
        assertThat(computed.count()).isEqualTo(15);
        assertThat(numbers.unpersist(false).count()).isEqualTo(3);
    }

    private static void persists(Target target) {
        Probe computed = Probe.create();
        RDD<Integer> numbers = counted(target, computed).persist(StorageLevel.MEMORY_ONLY);
        assertThat(numbers.persist(StorageLevel.MEMORY_ONLY)).isSameAs(numbers);
        assertThat(numbers.count()).isEqualTo(3);
        assertThat(numbers.count()).isEqualTo(3);
        assertThat(computed.count()).isEqualTo(3);
    }

    private static void keepsPairs(Target target) {
        Probe computed = Probe.create();
        PairRDD<Integer, Integer> pairs = counted(target, computed).mapToPair(x -> Pair.of(x, x));
        PairRDD<Integer, Integer> kept = pairs.cache();
        assertThat(kept.reduceByKey(Integer::sum).count()).isEqualTo(3);
        assertThat(kept.persist(StorageLevel.MEMORY_ONLY).count()).isEqualTo(3);
        assertThat(computed.count()).isEqualTo(3);
        assertThat(kept.unpersist().count()).isEqualTo(3);
        assertThat(computed.count()).isEqualTo(6);
        assertThat(kept.cache().unpersist(true).reduceByKey(Integer::sum).count())
                .isEqualTo(3);
    }

    private static void keepsParts(Target target) {
        Probe computed = Probe.create();
        RDD<Integer> numbers = counted(target, computed).cache();
        assertThat(numbers.take(1)).containsExactly(10);
        assertThat(computed.seen()).containsExactly(1);
        assertThat(numbers.collect()).containsExactly(10, 20, 30);
        assertThat(computed.seen()).containsExactlyInAnyOrder(1, 2, 3);
    }

    private static void keepsNoFailure(Target target) {
        Probe tries = Probe.create();
        RDD<Integer> broken = target.context()
                .parallelize(List.of(1), 1)
                .map(x -> {
                    tries.note(x);
                    if (tries.count() <= 4) {
                        throw new IllegalStateException("not yet");
                    }
                    return x;
                })
                .cache();
        assertThatThrownBy(broken::count).isInstanceOf(JobFailedException.class);
        assertThat(broken.collect()).containsExactly(1);
    }

    private static void usesShufflesAgain(Target target) {
        Probe computed = Probe.create();
        PairRDD<Integer, Integer> sums =
                counted(target, computed).mapToPair(x -> Pair.of(x % 20, x)).reduceByKey(Integer::sum);
        assertThat(sums.collect()).containsExactlyInAnyOrder(Pair.of(10, 40), Pair.of(0, 20));
        assertThat(sums.map(Pair::value).reduce(Integer::sum)).isEqualTo(60);
        assertThat(computed.count()).isEqualTo(3);
    }
}
