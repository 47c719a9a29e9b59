package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.RDD;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Actions that pick some of the records, by their place, their order or chance, or count them. */
public final class Picking {
    private static final Comparator<String> BY_LENGTH =
            (Comparator<String> & Serializable) (a, b) -> Integer.compare(a.length(), b.length());

    private Picking() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(byPlace());
        cases.addAll(byOrder());
        cases.addAll(byChance());
        return cases;
    }

    private static List<Case> byPlace() {
        return List.of(
                rdd("first gives the first record there is", "RDD.first()")
                        .ints("[] [] [3 1]")
                        .returns("3", RDD::first),
                scenario("first, min and max of nothing are errors", Picking::picksFromNothing),
                rdd("isEmpty tells whether there are records", "RDD.isEmpty()")
                        .ints("[] [1]")
                        .returns("false", RDD::isEmpty),
                rdd("isEmpty of nothing").ints("[] []").returns("true", RDD::isEmpty),
                scenario(
                        "collectPartitions gives the partitions that are named",
                        Picking::collectsPartitions,
                        "RDD.collectPartitions(int[])"),
                scenario(
                        "toLocalIterator computes a partition when its first record is asked for",
                        Picking::iterates,
                        "RDD.toLocalIterator()"),
                rdd("countByValue counts equal records", "RDD.countByValue()")
                        .words("[a b a] [] [b a]")
                        .returns("{a=3, b=2}", words -> new TreeMap<>(words.countByValue())),
                rdd("countByValue of nothing").words("[]").returns("{}", RDD::countByValue),
                scenario("countByValue refuses arrays", Picking::countsNoArrays));
    }

    private static List<Case> byOrder() {
        return List.of(
                rdd("takeOrdered gives the smallest, in order", "RDD.takeOrdered(int)")
                        .ints("[3 1] [] [2 1]")
                        .returns("[1,1,2]", numbers -> numbers.takeOrdered(3)),
                rdd("takeOrdered of more than there are").ints("[3] [1]").returns("[1,3]", n -> n.takeOrdered(9)),
                rdd("takeOrdered of none").ints("[3] [1]").returns("[]", numbers -> numbers.takeOrdered(0)),
                rdd("takeOrdered by an order gives the first of equal ones", "RDD.takeOrdered(int,Comparator)")
                        .words("[bb c] [a] [dd ccc]")
                        .returns("[c,a,bb]", words -> words.takeOrdered(3, BY_LENGTH)),
                rdd("top gives the largest, the largest first", "RDD.top(int)")
                        .ints("[3 1] [] [2 3]")
                        .returns("[3,3,2]", numbers -> numbers.top(3)),
                rdd("top by an order gives the first of equal ones", "RDD.top(int,Comparator)")
                        .words("[bb c] [a] [dd ccc]")
                        .returns("[ccc,bb,dd,c]", words -> words.top(4, BY_LENGTH)),
                rdd("top of none").ints("[3]").returns("[]", numbers -> numbers.top(0)),
                rdd("top of nothing").ints("[]").returns("[]", numbers -> numbers.top(2)),
                rdd("min gives the first of the smallest", "RDD.min(Comparator)")
                        .words("[bb c] [a]")
                        .returns("c", words -> words.min(BY_LENGTH)),
                rdd("max gives the first of the largest", "RDD.max(Comparator)")
                        .words("[b cc] [aa]")
                        .returns("cc", words -> words.max(BY_LENGTH)),
                scenario("the best of many are those of a sorted list", Picking::picksFromMany),
                scenario("orders must exist and travel, numbers must not be negative", Picking::refusesOrders));
    }

    private static List<Case> byChance() {
        return List.of(
                scenario(
                        "takeSample without replacement takes each record once",
                        Picking::samplesOnce,
                        "RDD.takeSample(boolean,int)",
                        "RDD.takeSample(boolean,int,long)"),
                scenario("takeSample with replacement takes as many as asked for", Picking::samplesAgain));
    }

    private static RDD<Integer> thousand(Target target) {
        return target.context().parallelize(IntStream.range(0, 1000).boxed().toList(), 7);
    }

    private static void picksFromNothing(Target target) {
        RDD<Integer> nothing = target.context().parallelize(List.of(), 2);
        assertThatThrownBy(() -> nothing.first())
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("first at Picking.java:")
                .hasMessageContaining("the RDD is empty");
        assertThatThrownBy(() -> nothing.min(Comparator.naturalOrder()))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("min at Picking.java:");
        assertThatThrownBy(() -> nothing.max(Comparator.naturalOrder())).isInstanceOf(NoSuchElementException.class);
    }

    private static void collectsPartitions(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1, 2, 3), 3);
        assertThat(numbers.collectPartitions(new int[] {2, 0, 2})).containsExactly(List.of(3), List.of(1), List.of(3));
        assertThat(numbers.collectPartitions(new int[0])).isEmpty();
        assertThatThrownBy(() -> numbers.collectPartitions(new int[] {3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partition 3 is asked for, but parallelize at Picking.java:");
    }

    private static void iterates(Target target) {
        Probe computed = Probe.create();
        Iterator<Integer> numbers = target.context()
                .parallelize(List.of(1, 2, 3), 3)
                .map(x -> {
                    computed.note(x);
                    return x * 10;
                })
                .toLocalIterator();
        assertThat(computed.seen()).isEmpty();
        assertThat(numbers.next()).isEqualTo(10);
        assertThat(computed.seen()).containsExactly(1);
        assertThat(numbers).toIterable().containsExactly(20, 30);
        assertThatThrownBy(numbers::next).isInstanceOf(NoSuchElementException.class);
        assertThat(target.context().parallelize(List.of(), 3).toLocalIterator()).isExhausted();
    }

    private static void countsNoArrays(Target target) {
        RDD<int[]> arrays = target.context().parallelize(List.of(new int[] {1}), 1);
        assertThatThrownBy(arrays::countByValue).hasMessageContaining("arrays (int[]) can't be counted by value");
    }

    private static void picksFromMany(Target target) {
        RDD<Integer> numbers = thousand(target).map(x -> x * 7919 % 1009);
        List<Integer> sorted = numbers.collect().stream().sorted().toList();
        assertThat(numbers.takeOrdered(100)).isEqualTo(sorted.subList(0, 100));
        assertThat(numbers.top(100, Comparator.reverseOrder())).isEqualTo(sorted.subList(0, 100));
        assertThat(numbers.top(3)).containsExactly(sorted.get(999), sorted.get(998), sorted.get(997));
        assertThat(numbers.min(Comparator.naturalOrder())).isEqualTo(sorted.get(0));
        assertThat(numbers.max(Comparator.naturalOrder())).isEqualTo(sorted.get(999));
    }

    private static void refusesOrders(Target target) {
        RDD<List<Integer>> lists = target.context().parallelize(List.of(List.of(1), List.of(2)), 1);
        assertThatThrownBy(() -> lists.top(1)).hasMessageContaining("has no natural order: make it Comparable");
        RDD<Integer> numbers = target.context().parallelize(List.of(1), 1);
        assertThatThrownBy(() -> numbers.top(1, (a, b) -> a - b))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("top at Picking.java:")
                .hasMessageContaining("must be Serializable");
        assertThatThrownBy(() -> numbers.min((a, b) -> a - b)).hasMessageContaining("must be Serializable");
        assertThatThrownBy(() -> numbers.takeOrdered(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a number of at least 0, not -1");
        assertThatThrownBy(() -> numbers.takeSample(false, -1)).hasMessageContaining("at least 0, not -1");
    }

    private static void samplesOnce(Target target) {
        RDD<Integer> numbers = thousand(target);
        List<Integer> sample = numbers.takeSample(false, 100, 7);
        assertThat(sample).hasSize(100).doesNotHaveDuplicates();
        assertThat(sample.stream().filter(x -> x < 500).count()).isBetween(30L, 70L);
        assertThat(sample).isNotEqualTo(sample.stream().sorted().toList());
        assertThat(numbers.takeSample(false, 100, 7)).isEqualTo(sample);
        assertThat(numbers.takeSample(false, 100, 8)).isNotEqualTo(sample);
        assertThat(numbers.takeSample(false, 2000, 7)).hasSize(1000).doesNotHaveDuplicates();
        assertThat(numbers.takeSample(false, 10)).hasSize(10).doesNotHaveDuplicates();
        assertThat(numbers.takeSample(false, 0, 7)).isEmpty();
        assertThat(target.context().parallelize(List.of(), 2).takeSample(false, 5, 7))
                .isEmpty();
    }

    private static void samplesAgain(Target target) {
        RDD<Integer> numbers = thousand(target);
        List<Integer> sample = numbers.takeSample(true, 3000, 7);
        assertThat(sample).hasSize(3000);
        assertThat(sample.stream().distinct().count()).isBetween(900L, 990L);
        assertThat(numbers.takeSample(true, 3000, 7)).isEqualTo(sample);
        assertThat(target.context().parallelize(List.of(5), 3).takeSample(true, 4, 1))
                .containsExactly(5, 5, 5, 5);
        assertThat(target.context().parallelize(List.of(), 2).takeSample(true, 5, 7))
                .isEmpty();
    }
}
