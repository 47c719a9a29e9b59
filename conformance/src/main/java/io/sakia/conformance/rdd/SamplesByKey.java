package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.PairRDD;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** PairRDDs of which a part of each key is drawn at random. */
public final class SamplesByKey {
    /** 1800 of a, 150 of b, 50 of c, mixed. */
    private static final List<Pair<String, Integer>> PAIRS = IntStream.range(0, 2000)
            .mapToObj(i -> Pair.of(i % 40 == 0 ? "c" : i % 40 < 4 ? "b" : "a", i))
            .toList();

    private static final Map<String, Double> FRACTIONS = Map.of("a", 0.1, "b", 0.5, "c", 1.0);

    private SamplesByKey() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                rdd("a fraction of 1 draws all pairs of a key, and 0 none")
                        .pairs("[(a,1) (b,2)] [(a,3)] []")
                        .givesPartitions(
                                "[(a,1)] [(a,3)] []", pairs -> pairs.sampleByKey(false, Map.of("a", 1.0, "b", 0.0), 1)),
                rdd("the same where it is exact")
                        .pairs("[(a,1) (b,2)] [(a,3)] []")
                        .givesPartitions(
                                "[(a,1)] [(a,3)] []",
                                pairs -> pairs.sampleByKeyExact(false, Map.of("a", 1.0, "b", 0.0), 1)),
                rdd("of nothing nothing is drawn")
                        .pairs("[] []")
                        .givesPartitions(
                                "[] []",
                                pairs -> pairs.sampleByKey(false, Map.of())
                                        .union(pairs.sampleByKeyExact(true, Map.of()))
                                        .coalesce(2)),
                rdd("a fraction of a key that does not come is no fault")
                        .pairs("[(a,1)]")
                        .gives("(a,1)", pairs -> pairs.sampleByKeyExact(false, Map.of("a", 0.3, "z", 0.5), 7)),
                scenario(
                        "sampleByKey draws each key by its fraction",
                        SamplesByKey::drawsAbout,
                        "PairRDD.sampleByKey(boolean,Map,long)"),
                scenario("sampleByKey with replacement may draw a pair again", SamplesByKey::drawsAgain),
                scenario(
                        "sampleByKeyExact draws as many of each key as its fraction says, rounded up",
                        SamplesByKey::drawsExactly,
                        "PairRDD.sampleByKeyExact(boolean,Map,long)"),
                scenario(
                        "sampleByKeyExact with replacement makes exactly so many draws",
                        SamplesByKey::drawsExactlyAgain),
                scenario(
                        "a sample by key with a seed of its own stays the same",
                        SamplesByKey::staysTheSame,
                        "PairRDD.sampleByKey(boolean,Map)",
                        "PairRDD.sampleByKeyExact(boolean,Map)"),
                scenario("a sample by key stays in its place", SamplesByKey::staysPlaced),
                scenario("fractions can be changed once they were given", SamplesByKey::copiesFractions),
                scenario("a key without a fraction is told", SamplesByKey::namesTheKey),
                scenario("pairs that change after they were counted are told", SamplesByKey::tellsOfChanges),
                scenario("fractions by key that can't be are refused", SamplesByKey::refuses));
    }

    private static PairRDD<String, Integer> pairs(Target target) {
        return target.context().parallelizePairs(PAIRS, 5);
    }

    private static void drawsAbout(Target target) {
        PairRDD<String, Integer> sample = pairs(target).sampleByKey(false, FRACTIONS, 42);
        Map<String, Long> counts = sample.countByKey();
        // Standard deviations of 13 and 6
        assertThat(counts.get("a")).isBetween(125L, 235L);
        assertThat(counts.get("b")).isBetween(50L, 100L);
        assertThat(counts).containsEntry("c", 50L).hasSize(3);
        List<Pair<String, Integer>> drawn = sample.collect();
        assertThat(drawn).doesNotHaveDuplicates().isSubsetOf(PAIRS);
        assertThat(drawn).extracting(Pair::value).isSorted();
        assertThat(pairs(target).sampleByKey(false, FRACTIONS, 42).collect()).isEqualTo(drawn);
        assertThat(pairs(target).sampleByKey(false, FRACTIONS, 43).collect()).isNotEqualTo(drawn);
    }

    private static void drawsAgain(Target target) {
        Map<String, Double> fractions = Map.of("a", 0.0, "b", 2.0, "c", 10.0);
        PairRDD<String, Integer> sample = pairs(target).sampleByKey(true, fractions, 42);
        Map<String, Long> counts = sample.countByKey();
        // Standard deviations of 17 and 22
        assertThat(counts.get("b")).isBetween(220L, 380L);
        assertThat(counts.get("c")).isBetween(400L, 600L);
        assertThat(counts).hasSize(2);
        assertThat(sample.collect()).isSubsetOf(PAIRS);
        assertThat(pairs(target).sampleByKey(true, fractions, 42).collect()).isEqualTo(sample.collect());
    }

    private static void drawsExactly(Target target) {
        for (long seed = 0; seed < 3; seed++) {
            PairRDD<String, Integer> sample =
                    pairs(target).sampleByKeyExact(false, Map.of("a", 0.0005, "b", 0.07, "c", 0.999), seed);
            assertThat(sample.countByKey()).containsOnly(Map.entry("a", 1L), Map.entry("b", 11L), Map.entry("c", 50L));
            assertThat(sample.collect()).doesNotHaveDuplicates().isSubsetOf(PAIRS);
        }
        List<Pair<String, Integer>> drawn =
                pairs(target).sampleByKeyExact(false, FRACTIONS, 42).collect();
        assertThat(drawn).hasSize(180 + 75 + 50).extracting(Pair::value).isSorted();
        assertThat(pairs(target).sampleByKeyExact(false, FRACTIONS, 42).collect())
                .isEqualTo(drawn);
        assertThat(pairs(target).sampleByKeyExact(false, FRACTIONS, 43).collect())
                .isNotEqualTo(drawn);
    }

    private static void drawsExactlyAgain(Target target) {
        Map<String, Double> fractions = Map.of("a", 0.0, "b", 0.5, "c", 2.5);
        PairRDD<String, Integer> sample = pairs(target).sampleByKeyExact(true, fractions, 42);
        assertThat(sample.countByKey()).containsOnly(Map.entry("b", 75L), Map.entry("c", 125L));
        assertThat(sample.collect()).isSubsetOf(PAIRS);
        assertThat(Set.copyOf(sample.collect())).hasSizeLessThan(200);
        assertThat(pairs(target).sampleByKeyExact(true, fractions, 42).collect())
                .isEqualTo(sample.collect());
    }

    private static void staysTheSame(Target target) {
        PairRDD<String, Integer> about = pairs(target).sampleByKey(false, FRACTIONS);
        assertThat(about.collect()).isEqualTo(about.collect());
        PairRDD<String, Integer> exact = pairs(target).sampleByKeyExact(false, FRACTIONS);
        assertThat(exact.collect()).hasSize(305).isEqualTo(exact.collect());
    }

    private static void staysPlaced(Target target) {
        PairRDD<String, Integer> placed = pairs(target).partitionBy(new HashPartitioner(3));
        assertThat(placed.sampleByKey(false, FRACTIONS, 1).partitioner()).isEqualTo(placed.partitioner());
        assertThat(placed.sampleByKeyExact(true, FRACTIONS, 1).partitioner()).isEqualTo(placed.partitioner());
    }

    private static void copiesFractions(Target target) {
        Map<String, Double> fractions = new HashMap<>(FRACTIONS);
        PairRDD<String, Integer> sample = pairs(target).sampleByKey(false, fractions, 42);
        fractions.clear();
        assertThat(sample.collect())
                .isEqualTo(pairs(target).sampleByKey(false, FRACTIONS, 42).collect());
    }

    private static void namesTheKey(Target target) {
        Map<String, Double> fractions = Map.of("a", 0.1, "b", 0.5);
        PairRDD<String, Integer> sample = pairs(target).sampleByKey(true, fractions, 1);
        assertThatThrownBy(() -> sample.count())
                .hasStackTraceContaining("sampleByKey at SamplesByKey.java:")
                .hasStackTraceContaining("there is no fraction of the key c: give one for each key");
        assertThatThrownBy(() -> pairs(target).sampleByKeyExact(false, fractions, 1))
                .hasStackTraceContaining("sampleByKeyExact at SamplesByKey.java:")
                .hasStackTraceContaining("there is no fraction of the key c");
    }

    private static void tellsOfChanges(Target target) {
        Probe probe = Probe.create();
        PairRDD<String, Integer> changing = target.context()
                .parallelize(List.of(1, 2, 3), 1)
                .filter(x -> x < 3 || !probe.isFirst("counted"))
                .mapToPair(x -> Pair.of("a", x));
        PairRDD<String, Integer> sample = changing.sampleByKeyExact(false, Map.of("a", 0.5), 1);
        assertThatThrownBy(() -> sample.count())
                .hasStackTraceContaining("more records of the key a now than the 2 that were counted: cache() the RDD");
    }

    @SuppressWarnings("NullAway") // on purpose
    private static void refuses(Target target) {
        PairRDD<String, Integer> pairs = pairs(target);
        assertThatThrownBy(() -> pairs.sampleByKey(false, Map.of("a", 1.5), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sampleByKey at SamplesByKey.java:")
                .hasMessageContaining("0 to 1 without replacement, not 1.5 of the key a");
        assertThatThrownBy(() -> pairs.sampleByKeyExact(true, Map.of("a", -0.1), 1))
                .hasMessageContaining("sampleByKeyExact at SamplesByKey.java:")
                .hasMessageContaining("at least 0 with replacement, not -0.1 of the key a");
        assertThatThrownBy(() -> pairs.sampleByKey(true, Map.of("a", Double.NaN)))
                .hasMessageContaining("not NaN of the key a");
        Map<String, Double> unset = new HashMap<>();
        unset.put("a", null);
        assertThatThrownBy(() -> pairs.sampleByKeyExact(false, unset))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a key and a fraction, not a and null");
    }
}
