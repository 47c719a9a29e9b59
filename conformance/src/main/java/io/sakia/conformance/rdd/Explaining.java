package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What RDDs say of how they are computed. */
public final class Explaining {
    private static final AtomicLong CALLS = new AtomicLong();

    private Explaining() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("explain shows stages with the user's lines", Explaining::explains, "RDD.explain()"),
                scenario("explain computes nothing", Explaining::computesNothing),
                scenario(
                        "toDebugString shows the lineage, the result first",
                        Explaining::showsLineage,
                        "RDD.toDebugString()"));
    }

    private static PairRDD<String, Integer> sums(SakiaContext context) {
        return context.parallelize(List.of("a b", "b"), 3)
                .flatMap(line -> {
                    CALLS.incrementAndGet();
                    return List.of(line.split(" "));
                })
                .mapToPair(word -> Pair.of(word, 1))
                .reduceByKey(Integer::sum, 2);
    }

    private static void explains(Target target) {
        PairRDD<String, Integer> sums = sums(target.context()).cache();
        assertThat(withoutLines(sums.filter(pair -> pair.value() > 1).union(sums)))
                .isEqualTo("""
                        Stage 1 · 3 partitions
                          parallelize   Explaining.java
                          flatMap       Explaining.java
                          mapToPair     Explaining.java
                          └► reduceByKey: by hash into 2, folded before and after

                        Stage 2 · 2 partitions · the result
                          reduceByKey   Explaining.java   ◄ stage 1
                          persist       Explaining.java   kept MEMORY_ONLY
                          filter        Explaining.java
                          ┌ persist     Explaining.java   as above
                          union         Explaining.java   side by side""");
        assertThat(sums.explain()).containsPattern("flatMap +Explaining\\.java:\\d+");
    }

    private static void computesNothing(Target target) {
        CALLS.set(0);
        PairRDD<String, Integer> sums = sums(target.context());
        assertThat(sums.explain()).isEqualTo(sums.explain());
        assertThat(CALLS).hasValue(0);
        assertThat(sums.collect()).hasSize(2);
        assertThat(sums.explain()).startsWith("Stage 1 · 3 partitions");
    }

    private static void showsLineage(Target target) {
        assertThat(sums(target.context()).cache().toDebugString().replaceAll(":\\d+", ""))
                .isEqualTo("""
                        (2) Shuffle: reduceByKey at Explaining.java [MEMORY_ONLY]
                         +-(3) Map: mapToPair at Explaining.java []
                            |  FlatMap: flatMap at Explaining.java []
                            |  Source: parallelize at Explaining.java []""");
    }

    /** Lines change with this file. */
    private static String withoutLines(RDD<?> rdd) {
        return rdd.explain().replaceAll("java:\\d+ *", "java   ").replaceAll("(?m) +$", "");
    }
}
