package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.RDD;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/** Actions that fold all records into one value. */
public final class Totals {
    private static final Aggregate<Integer, int[], Double> MEAN = Aggregate.of(
            () -> new int[2],
            (sum, x) -> {
                sum[0] += x;
                sum[1]++;
                return sum;
            },
            (sum, other) -> {
                sum[0] += other[0];
                sum[1] += other[1];
                return sum;
            },
            sum -> (double) sum[0] / sum[1]);

    private Totals() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(folds());
        cases.addAll(trees());
        return cases;
    }

    private static List<Case> folds() {
        return List.of(
                rdd("fold puts all records together from a zero", "RDD.fold(Object,Function2)")
                        .ints("[1 2] [] [3]")
                        .returns("6", numbers -> numbers.fold(0, Integer::sum)),
                rdd("fold takes the zero once a partition and once more")
                        .words("[a b] [] [c]")
                        .returns("zzabzzc", words -> words.fold("z", (a, b) -> a + b)),
                rdd("fold of nothing is the zero").ints("[]").returns("0", numbers -> numbers.fold(0, Integer::sum)),
                rdd("aggregate folds into another type", "RDD.aggregate(Object,Function2,Function2)")
                        .words("[a b] [] [c d]")
                        .returns("[a,b,c,d]", words -> words.aggregate(new ArrayList<>(), Totals::add, Totals::addAll)),
                rdd("aggregate of nothing is the zero")
                        .words("[] []")
                        .returns("[]", words -> words.aggregate(new ArrayList<>(), Totals::add, Totals::addAll)),
                rdd("aggregate with an aggregate", "RDD.aggregate(Aggregate)")
                        .ints("[1 2] [] [6]")
                        .returns("3.0", numbers -> numbers.aggregate(MEAN)),
                scenario("a zero that changes is copied for each task", Totals::copiesZeros),
                scenario("what fails on the driver names the action", Totals::namesTheAction));
    }

    private static List<Case> trees() {
        return List.of(
                rdd("treeReduce gives what reduce gives", "RDD.treeReduce(Function2)")
                        .words("[a b] [] [c]")
                        .returns("abc", words -> words.treeReduce((a, b) -> a + b)),
                rdd("treeReduce over so many levels", "RDD.treeReduce(Function2,int)")
                        .words("[a] [b] [c] [d] [e] [] [] [f g]")
                        .returns("abcdefg", words -> words.treeReduce((a, b) -> a + b, 3)),
                rdd("treeAggregate gives what aggregate gives", "RDD.treeAggregate(Object,Function2,Function2)")
                        .words("[a b] [] [c d]")
                        .returns(
                                "[a,b,c,d]",
                                words -> words.treeAggregate(new ArrayList<>(), Totals::add, Totals::addAll)),
                rdd("treeAggregate over so many levels", "RDD.treeAggregate(Object,Function2,Function2,int)")
                        .words("[a] [b] [c] [d] [e] [] [] [f g]")
                        .returns(
                                "[a,b,c,d,e,f,g]",
                                words -> words.treeAggregate(new ArrayList<>(), Totals::add, Totals::addAll, 4)),
                scenario("trees keep the order of many partitions", Totals::keepsOrder),
                scenario("trees merge many partitions in tasks", Totals::mergesInTasks),
                scenario("trees of nothing, and of no depth", Totals::refusesTrees));
    }

    private static void copiesZeros(Target target) {
        List<String> zero = new ArrayList<>();
        RDD<String> words = target.context().parallelize(List.of("a", "b", "c"), 3);
        assertThat(words.aggregate(zero, Totals::add, Totals::addAll)).containsExactly("a", "b", "c");
        assertThat(words.treeAggregate(zero, Totals::add, Totals::addAll)).containsExactly("a", "b", "c");
        assertThat(zero).isEmpty();
    }

    private static void namesTheAction(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1, 2), 2);
        assertThatThrownBy(() -> numbers.aggregate(0, Integer::sum, (a, b) -> a / (b - 1)))
                .hasMessageContaining("aggregate at Totals.java:")
                .hasMessageContaining("/ by zero");
        assertThatThrownBy(() -> numbers.fold(0, (a, b) -> b / (b - 1))).hasMessageContaining("fold at Totals.java:");
    }

    private static void keepsOrder(Target target) {
        for (int partitions : new int[] {1, 2, 3, 10, 27, 64}) {
            List<String> all = IntStream.range(0, 100).mapToObj(i -> i + ",").toList();
            RDD<String> words = target.context().parallelize(all, partitions);
            for (int depth = 1; depth <= 3; depth++) {
                assertThat(words.treeReduce((a, b) -> a + b, depth)).isEqualTo(String.join("", all));
            }
            assertThat(words.treeAggregate("", (a, b) -> a + b, (a, b) -> a + b))
                    .isEqualTo(String.join("", all));
        }
    }

    private static void mergesInTasks(Target target) {
        Probe merges = Probe.create();
        RDD<Integer> numbers =
                target.context().parallelize(IntStream.range(0, 64).boxed().toList(), 64);
        int sum = numbers.treeAggregate(0, Integer::sum, (a, b) -> {
            if (io.sakia.TaskContext.current() != null) {
                merges.note("in a task");
            } else {
                merges.note("on the driver");
            }
            return a + b;
        });
        assertThat(sum).isEqualTo(63 * 64 / 2);
        assertThat(merges.seen().stream().filter("in a task"::equals).count()).isEqualTo(64);
        assertThat(merges.seen().stream().filter("on the driver"::equals).count())
                .isEqualTo(8);
    }

    private static void refusesTrees(Target target) {
        RDD<Integer> nothing = target.context().parallelize(List.of(), 20);
        assertThatThrownBy(() -> nothing.treeReduce(Integer::sum))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("treeReduce at Totals.java:");
        assertThat(nothing.treeAggregate(0, Integer::sum, Integer::sum)).isZero();
        assertThatThrownBy(() -> nothing.treeReduce(Integer::sum, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a depth of at least 1, not 0");
    }

    private static List<String> add(List<String> all, String word) {
        all.add(word);
        return all;
    }

    private static List<String> addAll(List<String> all, List<String> others) {
        all.addAll(others);
        return all;
    }
}
