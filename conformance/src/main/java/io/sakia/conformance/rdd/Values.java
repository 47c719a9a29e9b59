package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.PairRDD;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** Operations on the keys or the values of pairs that leave them where they are. */
public final class Values {
    private Values() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                rdd("keys gives one for each pair", "PairRDD.keys()")
                        .pairs("[(a,1) (b,2)] [] [(a,3)]")
                        .givesPartitions("[a b] [] [a]", PairRDD::keys),
                rdd("values gives one for each pair", "PairRDD.values()")
                        .pairs("[(a,1) (b,2)] [] [(a,1)]")
                        .givesPartitions("[1 2] [] [1]", PairRDD::values),
                rdd("mapValues changes each value", "PairRDD.mapValues(Function)")
                        .pairs("[(a,1) (b,2)] [] [(a,3)]")
                        .givesPartitions("[(a,v1) (b,v2)] [] [(a,v3)]", pairs -> pairs.mapValues(value -> "v" + value)),
                rdd("mapValues of nothing").pairs("[] []").givesPartitions("[] []", pairs -> pairs.mapValues(x -> -x)),
                rdd("flatMapValues gives any number of values", "PairRDD.flatMapValues(FlatMapFunction)")
                        .pairs("[(a,0) (b,2)] [(a,1)] []")
                        .givesPartitions(
                                "[(b,x) (b,x)] [(a,x)] []",
                                pairs -> pairs.flatMapValues(
                                        value -> List.of("x", "x").subList(0, value))),
                scenario("pairs stay placed while their keys stay", Values::stayPlaced),
                scenario("keys and values are placed nowhere", Values::areNotPlaced),
                scenario(
                        "what is left of pairs are pairs",
                        Values::arePairs,
                        "PairRDD.setName(String)",
                        "PairRDD.distinct()",
                        "PairRDD.distinct(int)",
                        "PairRDD.coalesce(int)",
                        "PairRDD.coalesce(int,boolean)",
                        "PairRDD.sample(boolean,double)",
                        "PairRDD.sample(boolean,double,long)",
                        "PairRDD.intersection(RDD)",
                        "PairRDD.subtract(RDD)",
                        "PairRDD.subtract(RDD,int)",
                        "PairRDD.subtract(RDD,Partitioner)"),
                scenario("mapValues refuses null", Values::refusesNullValues),
                scenario("flatMapValues refuses null", Values::refusesNullAmongValues));
    }

    private static PairRDD<String, Integer> pairs(Target target) {
        return target.context().parallelizePairs(List.of(Pair.of("a", 1), Pair.of("b", 2)), 2);
    }

    private static void stayPlaced(Target target) {
        PairRDD<String, Integer> placed = pairs(target).partitionBy(new ByLetter(2));
        assertThat(placed.mapValues(x -> -x).partitioner()).contains(new ByLetter(2));
        assertThat(placed.flatMapValues(x -> List.of(x, x)).partitioner()).contains(new ByLetter(2));
        assertThat(placed.mapValues(x -> x).flatMapValues(x -> List.of(x, -x)).collect())
                .containsExactly(Pair.of("a", 1), Pair.of("a", -1), Pair.of("b", 2), Pair.of("b", -2));
    }

    private static void arePairs(Target target) {
        List<Pair<String, Integer>> given =
                List.of(Pair.of("a", 1), Pair.of("a", 1), Pair.of("b", 2), Pair.of("b", 3), Pair.of("c", 4));
        List<Pair<String, Integer>> once = List.copyOf(new LinkedHashSet<>(given));
        PairRDD<String, Integer> pairs = target.context().parallelizePairs(given, 3);
        PairRDD<String, Integer> others =
                target.context().parallelizePairs(List.of(Pair.of("a", 1), Pair.of("b", 9)), 2);
        PairRDD<String, Integer> placed = pairs.setName("letters").partitionBy(new ByLetter(2));

        assertThat(pairs.name()).contains("letters");
        gives(once, pairs.distinct());
        gives(once, pairs.distinct(2));
        gives(given, pairs.coalesce(2));
        gives(given, pairs.coalesce(5, true));
        gives(given, pairs.sample(false, 1));
        gives(List.of(), pairs.sample(true, 0, 1));
        gives(List.of(Pair.of("a", 1)), pairs.intersection(others));
        gives(given.subList(2, 5), pairs.subtract(others));
        gives(given.subList(2, 5), pairs.subtract(others, 2));
        gives(given.subList(2, 5), pairs.subtract(others, new HashPartitioner(2)));
        assertThat(placed.sample(false, 0.5, 1).partitioner()).contains(new ByLetter(2));
    }

    private static void gives(List<Pair<String, Integer>> expected, PairRDD<String, Integer> pairs) {
        assertThat(pairs.collect()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void areNotPlaced(Target target) {
        PairRDD<String, Integer> placed = pairs(target).partitionBy(new ByLetter(2));
        assertThat(placed.keys().partitioner()).isEmpty();
        assertThat(placed.values().partitioner()).isEmpty();
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNullValues(Target target) {
        assertThatThrownBy(() -> pairs(target)
                        .mapValues(value -> value == 2 ? null : value)
                        .collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("mapValues at Values.java:")
                .hasMessageContaining("(b,2)")
                .hasMessageContaining("the function gave null");
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNullAmongValues(Target target) {
        for (Iterable<Integer> given : Arrays.<Iterable<Integer>>asList(null, Arrays.asList(1, null))) {
            List<Iterable<Integer>> captured = Arrays.asList(given);
            assertThatThrownBy(() -> pairs(target)
                            .flatMapValues(value -> captured.get(0))
                            .collect())
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("flatMapValues at Values.java:")
                    .hasMessageContaining("the function gave null");
        }
    }
}
