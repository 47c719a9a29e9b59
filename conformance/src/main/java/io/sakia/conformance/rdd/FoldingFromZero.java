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
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.PairRDD;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Operations that fold the values of each key from a zero, or into another type. */
public final class FoldingFromZero {
    private static final String PAIRS = "[(a,1) (b,2) (a,3)] [] [(c,4) (a,5)]";

    private FoldingFromZero() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(folds());
        cases.addAll(aggregates());
        cases.addAll(combiners());
        return cases;
    }

    private static List<Case> folds() {
        return List.of(
                rdd("foldByKey folds from a zero", "PairRDD.foldByKey(Object,Function2)")
                        .pairs(PAIRS)
                        .gives("(a,9) (b,2) (c,4)", pairs -> pairs.foldByKey(0, Integer::sum)),
                rdd("foldByKey of nothing").pairs("[] []").gives("", pairs -> pairs.foldByKey(0, Integer::sum)),
                rdd("foldByKey puts a zero before the values of a key in each partition")
                        .pairs("[(a,1) (a,2) (b,3)] [(a,4)]")
                        .gives("(a,27) (b,13)", pairs -> pairs.foldByKey(10, Integer::sum)),
                rdd("foldByKey puts one zero before a key that is placed already")
                        .pairs("[(a,1) (a,2) (b,3)] [(a,4)]")
                        .gives(
                                "(a,17) (b,13)",
                                pairs -> pairs.partitionBy(new ByLetter(2)).foldByKey(10, Integer::sum)),
                rdd("foldByKey folds in the order of partitions")
                        .words("[b1 a2] [a1] [b3 a4]")
                        .gives(
                                "(a,214) (b,13)",
                                words -> words.mapToPair(word -> Pair.of(word.substring(0, 1), word.substring(1)))
                                        .foldByKey("", String::concat)),
                rdd("foldByKey in so many partitions", "PairRDD.foldByKey(Object,int,Function2)")
                        .pairs(PAIRS)
                        .returns(
                                "[[(a,9),(b,2),(c,4)],5]",
                                pairs -> List.of(
                                        sorted(pairs.foldByKey(0, 5, Integer::sum)),
                                        pairs.foldByKey(0, 5, Integer::sum).getNumPartitions())),
                rdd("foldByKey placed by a partitioner", "PairRDD.foldByKey(Object,Partitioner,Function2)")
                        .pairs(PAIRS)
                        .givesPartitions(
                                "[(a,9)] [(b,2)] [(c,4)]", pairs -> pairs.foldByKey(0, new ByLetter(3), Integer::sum)),
                rdd("foldByKey gives each key a zero of its own")
                        .pairs(PAIRS)
                        .gives(
                                "(a,[1,3,5]) (b,[2]) (c,[4])",
                                pairs -> pairs.mapValues(FoldingFromZero::listOf)
                                        .foldByKey(new ArrayList<>(), FoldingFromZero::concat)),
                rdd("foldByKey gives each key a zero of its own where it is placed already")
                        .pairs(PAIRS)
                        .gives(
                                "(a,[1,3,5]) (b,[2]) (c,[4])",
                                pairs -> pairs.mapValues(FoldingFromZero::listOf)
                                        .partitionBy(new HashPartitioner(1))
                                        .foldByKey(new ArrayList<>(), FoldingFromZero::concat)),
                scenario("a zero that changes on the driver stays as it was", FoldingFromZero::zeroIsCopied),
                scenario("a zero can't be null", FoldingFromZero::refusesNullZeros),
                scenario("a fold can't end in null", FoldingFromZero::refusesNullTotals));
    }

    private static List<Case> aggregates() {
        return List.of(
                rdd("aggregateByKey in so many partitions", "PairRDD.aggregateByKey(Object,int,Function2,Function2)")
                        .pairs(PAIRS)
                        .returns(
                                "[[(a,3),(b,1),(c,1)],4]",
                                pairs -> List.of(
                                        sorted(pairs.aggregateByKey(0L, 4, (n, value) -> n + 1, Long::sum)),
                                        pairs.aggregateByKey(0L, 4, (n, value) -> n + 1, Long::sum)
                                                .getNumPartitions())),
                rdd(
                                "aggregateByKey placed by a partitioner",
                                "PairRDD.aggregateByKey(Object,Partitioner,Function2,Function2)")
                        .pairs(PAIRS)
                        .givesPartitions(
                                "[(a,3)] [(b,1)] [(c,1)]",
                                pairs -> pairs.aggregateByKey(0L, new ByLetter(3), (n, value) -> n + 1, Long::sum)),
                rdd("aggregateByKey of nothing")
                        .pairs("[]")
                        .gives("", pairs -> pairs.aggregateByKey(0, 3, Integer::sum, Integer::sum)),
                rdd("aggregateByKey merges what partitions have folded")
                        .pairs("[(a,1) (a,2)] [(a,3)]")
                        .gives(
                                "(a,<12><3>)",
                                pairs -> pairs.aggregateByKey(
                                        "",
                                        2,
                                        (text, value) -> text + value,
                                        (one, other) -> bracket(one) + bracket(other))),
                rdd("aggregateByKey gives each key of each partition a zero of its own")
                        .pairs("[(a,1) (b,2)] [(b,3) (a,4) (b,5)]")
                        .gives(
                                "(a,[1,4]) (b,[2,3,5])",
                                pairs -> pairs.aggregateByKey(
                                                (Set<Integer>) new TreeSet<Integer>(),
                                                2,
                                                FoldingFromZero::with,
                                                FoldingFromZero::together)
                                        .mapValues(ArrayList::new)));
    }

    private static List<Case> combiners() {
        return List.of(
                rdd("combineByKey in so many partitions", "PairRDD.combineByKey(Function,Function2,Function2,int)")
                        .pairs(PAIRS)
                        .returns(
                                "[[(a,[1,3,5]),(b,[2]),(c,[4])],4]",
                                pairs -> List.of(
                                        sorted(pairs.combineByKey(
                                                FoldingFromZero::listOf,
                                                FoldingFromZero::append,
                                                FoldingFromZero::concat,
                                                4)),
                                        pairs.combineByKey(
                                                        FoldingFromZero::listOf,
                                                        FoldingFromZero::append,
                                                        FoldingFromZero::concat,
                                                        4)
                                                .getNumPartitions())),
                scenario(
                        "combineByKey merges combiners of partitions, unless it is told to fold where values arrive",
                        FoldingFromZero::combinesWhereItIsTold,
                        "PairRDD.combineByKey(Function,Function2,Function2,Partitioner,boolean)"),
                scenario("a combiner can't be null", FoldingFromZero::refusesNullCombiners));
    }

    private static void zeroIsCopied(Target target) {
        List<Integer> zero = new ArrayList<>();
        PairRDD<String, List<Integer>> lists = target.context()
                .parallelizePairs(List.of(Pair.of("a", 1), Pair.of("a", 2)), 2)
                .aggregateByKey(zero, FoldingFromZero::append, FoldingFromZero::concat);
        zero.add(99);
        assertThat(lists.collect()).containsExactly(Pair.of("a", List.of(1, 2)));
        assertThat(lists.collect()).containsExactly(Pair.of("a", List.of(1, 2)));
        assertThat(zero).containsExactly(99);
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNullZeros(Target target) {
        PairRDD<String, Integer> pairs = target.context().parallelizePairs(List.of(Pair.of("a", 1)), 1);
        assertThatThrownBy(() -> pairs.foldByKey(null, Integer::sum))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("foldByKey at FoldingFromZero.java:\\d+ folds from a zero, which can't be null");
        assertThatThrownBy(() -> pairs.aggregateByKey((Integer) null, 2, Integer::sum, Integer::sum))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aggregateByKey at FoldingFromZero.java:");
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNullTotals(Target target) {
        PairRDD<String, Integer> pairs = target.context().parallelizePairs(List.of(Pair.of("a", 1)), 1);
        assertThatThrownBy(() -> pairs.foldByKey(0, (one, other) -> null).collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("foldByKey at FoldingFromZero.java:")
                .hasMessageContaining("the function gave null");
        assertThatThrownBy(() -> pairs.partitionBy(new HashPartitioner(2))
                        .aggregateByKey(0, (one, other) -> null, Integer::sum)
                        .collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("aggregateByKey at FoldingFromZero.java:")
                .hasMessageContaining("the function gave null");
    }

    private static void combinesWhereItIsTold(Target target) {
        for (boolean mapSide : List.of(true, false)) {
            Probe merged = Probe.create();
            assertThat(target.context()
                            .parallelizePairs(List.of(Pair.of("a", 1), Pair.of("b", 2), Pair.of("a", 3)), 3)
                            .combineByKey(
                                    value -> "<" + value,
                                    (text, value) -> text + value,
                                    (one, other) -> {
                                        merged.note(one);
                                        return one + other;
                                    },
                                    new ByLetter(2),
                                    mapSide)
                            .collect())
                    .containsExactly(Pair.of("a", mapSide ? "<1<3" : "<13"), Pair.of("b", "<2"));
            assertThat(merged.count()).isEqualTo(mapSide ? 1 : 0);
        }
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNullCombiners(Target target) {
        assertThatThrownBy(() -> target.context()
                        .parallelizePairs(List.of(Pair.of("a", 1)), 1)
                        .combineByKey(value -> (Integer) null, Integer::sum, Integer::sum, 2)
                        .collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("combineByKey at FoldingFromZero.java:")
                .hasMessageContaining("the function gave null");
    }

    private static String bracket(String text) {
        return text.startsWith("<") ? text : "<" + text + ">";
    }

    private static <V> List<Pair<String, V>> sorted(PairRDD<String, V> pairs) {
        return pairs.collect().stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
    }

    private static Set<Integer> with(Set<Integer> set, int value) {
        set.add(value);
        return set;
    }

    private static Set<Integer> together(Set<Integer> set, Set<Integer> other) {
        set.addAll(other);
        return set;
    }

    private static List<Integer> listOf(int value) {
        return append(new ArrayList<>(), value);
    }

    private static List<Integer> append(List<Integer> list, int value) {
        list.add(value);
        return list;
    }

    private static List<Integer> concat(List<Integer> list, List<Integer> other) {
        list.addAll(other);
        return list;
    }
}
