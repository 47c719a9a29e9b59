package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Operations that go by the order of keys. */
public final class Sorting {
    private static final String FOUR = "[(d,1) (b,2)] [(a,3) (c,4)]";

    private Sorting() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(sorting());
        cases.addAll(orders());
        cases.addAll(within());
        cases.addAll(ranges());
        return cases;
    }

    private static List<Case> sorting() {
        return List.of(
                rdd("sortByKey sorts over all partitions", "PairRDD.sortByKey()")
                        .pairs("[(d,1) (b,2)] [(a,3) (c,4)]")
                        .givesInOrder("(a,3) (b,2) (c,4) (d,1)", PairRDD::sortByKey),
                rdd("sortByKey keeps the order of equal keys")
                        .pairs("[(b,1) (a,2) (b,3)] [(b,4) (a,5)]")
                        .givesInOrder("(a,2) (a,5) (b,1) (b,3) (b,4)", pairs -> pairs.sortByKey()),
                rdd("sortByKey of nothing").pairs("[] []").givesInOrder("", pairs -> pairs.sortByKey()),
                rdd("sortByKey of one partition")
                        .pairs("[(b,1) (a,2)]")
                        .givesPartitions("[(a,2) (b,1)]", pairs -> pairs.sortByKey()),
                rdd("sortByKey of one key in many partitions")
                        .pairs("[(a,1)] [(a,2)] [(a,3)]")
                        .givesInOrder("(a,1) (a,2) (a,3)", pairs -> pairs.sortByKey()),
                rdd("sortByKey against the order", "PairRDD.sortByKey(boolean)")
                        .pairs("[(d,1) (b,2)] [(a,3) (c,4)]")
                        .givesInOrder("(d,1) (c,4) (b,2) (a,3)", pairs -> pairs.sortByKey(false)),
                rdd("sortByKey with the order")
                        .pairs("[(b,1)] [(a,2)]")
                        .givesInOrder("(a,2) (b,1)", pairs -> pairs.sortByKey(true)),
                rdd("sortByKey by another order", "PairRDD.sortByKey(Comparator,boolean,int)")
                        .pairs("[(bb,1) (a,2)] [(dddd,3) (ccc,4)]")
                        .givesInOrder("(dddd,3) (ccc,4) (bb,1) (a,2)", pairs -> pairs.sortByKey(byLength(), false, 2)),
                scenario("sortByKey of very many keys spreads them evenly", Sorting::sortsMany));
    }

    private static List<Case> orders() {
        return List.of(
                rdd("sortByKey in so many partitions", "PairRDD.sortByKey(boolean,int)")
                        .pairs(FOUR)
                        .returns(
                                "[[(d,1),(c,4),(b,2),(a,3)],3]",
                                pairs -> List.of(
                                        pairs.sortByKey(false, 3).collect(),
                                        pairs.sortByKey(false, 3).getNumPartitions())),
                rdd("sortByKey in one partition")
                        .pairs(FOUR)
                        .givesPartitions("[(a,3) (b,2) (c,4) (d,1)]", pairs -> pairs.sortByKey(true, 1)),
                rdd("sortByKey in more partitions than there are keys")
                        .pairs("[(b,1) (a,2) (b,3)]")
                        .givesInOrder("(a,2) (b,1) (b,3)", pairs -> pairs.sortByKey(true, 9)),
                rdd("sortByKey by an order", "PairRDD.sortByKey(Comparator)")
                        .pairs("[(bb,1) (a,2)] [(dddd,3) (ccc,4)]")
                        .givesInOrder("(a,2) (bb,1) (ccc,4) (dddd,3)", pairs -> pairs.sortByKey(byLength())),
                rdd("sortByKey by an order, or against it", "PairRDD.sortByKey(Comparator,boolean)")
                        .pairs("[(bb,1) (a,2)] [(dddd,3) (ccc,4)]")
                        .givesInOrder("(dddd,3) (ccc,4) (bb,1) (a,2)", pairs -> pairs.sortByKey(byLength(), false)),
                rdd("sortByKey by an order for which keys are the same keeps them in order")
                        .pairs("[(b,1) (a,2)] [(dd,3) (c,4)]")
                        .givesInOrder("(b,1) (a,2) (c,4) (dd,3)", pairs -> pairs.sortByKey(byLength(), true)),
                scenario("sortByKey refuses what it can't put in order", Sorting::refusesDisorder));
    }

    private static List<Case> within() {
        return List.of(
                rdd(
                                "repartitionAndSortWithinPartitions sorts each partition",
                                "PairRDD.repartitionAndSortWithinPartitions(Partitioner)")
                        .pairs("[(d,1) (b,2) (a,3)] [(a,4) (c,5) (d,6)]")
                        .givesPartitions(
                                "[(a,3) (a,4) (c,5)] [(b,2) (d,1) (d,6)]",
                                pairs -> pairs.repartitionAndSortWithinPartitions(new ByLetter(2))),
                rdd("repartitionAndSortWithinPartitions of nothing")
                        .pairs("[]")
                        .givesPartitions("[] []", pairs -> pairs.repartitionAndSortWithinPartitions(new ByLetter(2))),
                rdd("repartitionAndSortWithinPartitions sorts what is placed already")
                        .pairs("[(d,1) (b,2) (a,3)] [(c,4)]")
                        .givesPartitions(
                                "[(a,3) (c,4)] [(b,2) (d,1)]",
                                pairs -> pairs.partitionBy(new ByLetter(2))
                                        .repartitionAndSortWithinPartitions(new ByLetter(2))),
                rdd(
                                "repartitionAndSortWithinPartitions in another order",
                                "PairRDD.repartitionAndSortWithinPartitions(Partitioner,Comparator)")
                        .pairs("[(a,1) (ccc,2)] [(aa,3) (b,4)]")
                        .givesPartitions(
                                "[(ccc,2) (aa,3) (a,1)] [(b,4)]",
                                pairs -> pairs.repartitionAndSortWithinPartitions(
                                        new ByLetter(2), byLength().reversed())));
    }

    private static List<Case> ranges() {
        return List.of(
                rdd("filterByRange keeps the keys between two", "PairRDD.filterByRange(Object,Object)")
                        .pairs("[(d,1) (b,2)] [(a,3) (c,4) (b,5)]")
                        .givesPartitions("[(b,2)] [(c,4) (b,5)]", pairs -> pairs.filterByRange("b", "c")),
                rdd("filterByRange of one key").pairs(FOUR).gives("(b,2)", pairs -> pairs.filterByRange("b", "b")),
                rdd("filterByRange of no key").pairs(FOUR).gives("", pairs -> pairs.filterByRange("x", "z")),
                rdd("filterByRange from a later key to an earlier one keeps nothing")
                        .pairs(FOUR)
                        .gives("", pairs -> pairs.sortByKey().filterByRange("c", "a")),
                rdd("filterByRange of nothing").pairs("[]").gives("", pairs -> pairs.filterByRange("a", "z")),
                rdd("filterByRange of what is sorted")
                        .pairs(FOUR)
                        .givesInOrder(
                                "(b,2) (c,4)", pairs -> pairs.sortByKey(true, 4).filterByRange("b", "c")),
                rdd("filterByRange of what is sorted the other way")
                        .pairs(FOUR)
                        .givesInOrder(
                                "(c,4) (b,2)",
                                pairs -> pairs.sortByKey(false, 4).filterByRange("b", "c")),
                rdd("filterByRange in another order", "PairRDD.filterByRange(Comparator,Object,Object)")
                        .pairs("[(bb,1) (a,2)] [(dddd,3) (ccc,4)]")
                        .gives("(bb,1) (ccc,4)", pairs -> pairs.filterByRange(byLength(), "xx", "yyy")),
                rdd("filterByRange in another order than it is sorted by")
                        .pairs("[(bb,1) (a,2)] [(aaaa,3) (ccc,4)]")
                        .gives(
                                "(bb,1) (ccc,4)",
                                pairs -> pairs.sortByKey(true, 4).filterByRange(byLength(), "xx", "aaa")),
                scenario("filterByRange of what is sorted computes the partitions between only", Sorting::computesFew),
                scenario("filterByRange needs both keys", Sorting::refusesNullBounds));
    }

    private static void sortsMany(Target target) {
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, 5000).boxed().toList());
        Collections.shuffle(numbers, new Random(42));
        PairRDD<Integer, Integer> pairs =
                target.context().parallelize(numbers, 4).mapToPair(number -> Pair.of(number, -number));
        PairRDD<Integer, Integer> sorted = pairs.sortByKey();
        RDD<Integer> sizes = sorted.mapPartitions(records -> {
            int size = 0;
            for (; records.hasNext(); size++) {
                records.next();
            }
            return List.of(size).iterator();
        });
        assertThat(sorted.map(Pair::key).collect())
                .isEqualTo(IntStream.range(0, 5000).boxed().toList());
        assertThat(sizes.collect())
                .hasSize(4)
                .allSatisfy(size -> assertThat(size).isBetween(400, 2600));
    }

    private static void refusesDisorder(Target target) {
        PairRDD<Object, Integer> mixed =
                target.context().parallelizePairs(List.of(Pair.<Object, Integer>of("a", 1), Pair.of(2, 2)), 2);
        assertThatThrownBy(() -> mixed.sortByKey())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sortByKey at Sorting.java:")
                .hasMessageContaining("can't put the keys in order")
                .hasMessageContaining("pass a comparator");
        PairRDD<String, Integer> pairs = target.context().parallelizePairs(List.of(Pair.of("a", 1)), 1);
        Comparator<String> rooted = (one, other) -> 0;
        assertThatThrownBy(() -> pairs.sortByKey(rooted, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sortByKey at Sorting.java:")
                .hasMessageContaining("must be Serializable");
        assertThatThrownBy(() -> pairs.sortByKey(true, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs at least 1 partition, not 0");
        assertThatThrownBy(() -> pairs.mapToPair(pair -> Pair.of(nothing(), pair.value()))
                        .sortByKey(true, 2))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("sortByKey at Sorting.java:")
                .hasMessageContaining("(null,1)");
    }

    private static void computesFew(Target target) {
        List<Pair<Integer, Integer>> numbers =
                IntStream.range(0, 1000).mapToObj(i -> Pair.of(i, i)).toList();
        for (boolean ascending : List.of(true, false)) {
            for (boolean kept : List.of(true, false)) {
                Probe computed = Probe.create();
                PairRDD<Integer, Integer> sorted = target.context()
                        .parallelizePairs(numbers, 3)
                        .sortByKey(ascending, 10)
                        .mapValues(value -> {
                            computed.note(value);
                            return value;
                        });
                PairRDD<Integer, Integer> source = kept ? sorted.cache() : sorted;
                PairRDD<Integer, Integer> few = source.filterByRange(500, 509);
                assertThat(few.getNumPartitions()).isBetween(1, 2);
                assertThat(few.values().collect())
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(500, 510).boxed().toList());
                assertThat(computed.count()).isBetween(10, 500);
                int before = computed.count();
                assertThat(source.filterByRange(byDistance(), 500, 509).count()).isEqualTo(10);
                assertThat(computed.count()).isEqualTo(kept ? 1000 : before + 1000);
                source.unpersist();
            }
        }
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNullBounds(Target target) {
        PairRDD<String, Integer> pairs = target.context().parallelizePairs(List.of(Pair.of("a", 1)), 1);
        assertThatThrownBy(() -> pairs.filterByRange("a", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "filterByRange at Sorting.java:\\d+ needs a lower and an upper key, not a and null");
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static String nothing() {
        return null;
    }

    /** The order of numbers, but another object than the natural one. */
    private static Comparator<Integer> byDistance() {
        return (Comparator<Integer> & Serializable) (one, other) -> Integer.compare(one - 500, other - 500);
    }

    private static Comparator<String> byLength() {
        return (Comparator<String> & Serializable) (one, other) -> Integer.compare(one.length(), other.length());
    }
}
