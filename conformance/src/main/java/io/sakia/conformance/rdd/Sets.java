package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.RDD;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Operations on RDDs as sets, and the ones that group and sort records by what a function gives. */
public final class Sets {
    private Sets() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(sets());
        cases.addAll(products());
        cases.addAll(byFunction());
        return cases;
    }

    private static List<Case> sets() {
        return List.of(
                rdd("intersection has what is in both, once", "RDD.intersection(RDD)")
                        .ints("[1 2 2] [3]")
                        .andInts("[2] [3 4 3]")
                        .gives("2 3", (one, other) -> one.intersection(other)),
                rdd("intersection with nothing is nothing")
                        .ints("[1 2] [3]")
                        .andInts("[]")
                        .gives("", (one, other) -> one.intersection(other)),
                rdd("intersection goes by equality")
                        .pairs("[(a,1) (b,1)]")
                        .andPairs("[(a,1) (a,2)]")
                        .gives("(a,1)", (one, other) -> one.intersection(other)),
                rdd("subtract has what is not in the other, as often as it comes", "RDD.subtract(RDD)")
                        .ints("[1 2 1] [3 1]")
                        .andInts("[2] [4]")
                        .gives("1 1 1 3", (one, other) -> one.subtract(other)),
                rdd("subtract of nothing")
                        .ints("[1 1]")
                        .andInts("[]")
                        .gives("1 1", (one, other) -> one.subtract(other)),
                rdd("subtract from nothing").ints("[]").andInts("[1]").gives("", (one, other) -> one.subtract(other)),
                rdd("subtract of itself").ints("[1 2] [1]").gives("", numbers -> numbers.subtract(numbers)),
                rdd("subtract in so many partitions", "RDD.subtract(RDD,int)")
                        .ints("[1 2 1]")
                        .andInts("[2]")
                        .gives("1 1", (one, other) -> one.subtract(other, 3)),
                rdd("subtract by a partitioner", "RDD.subtract(RDD,Partitioner)")
                        .ints("[1 2 1]")
                        .andInts("[2]")
                        .gives("1 1", (one, other) -> one.subtract(other, new HashPartitioner(2))),
                scenario("arrays are refused where records are compared", Sets::refusesArrays),
                scenario("sets have as many partitions as was said", Sets::countsPartitions));
    }

    private static List<Case> products() {
        return List.of(
                rdd("cartesian has each of one with each of the other", "RDD.cartesian(RDD)")
                        .ints("[1 2] [3]")
                        .andInts("[4] [5 6]")
                        .givesPartitions(
                                "[(1,4) (2,4)] [(1,5) (1,6) (2,5) (2,6)] [(3,4)] [(3,5) (3,6)]",
                                (one, other) -> one.cartesian(other)),
                rdd("cartesian with an empty partition")
                        .ints("[1] []")
                        .andInts("[] [2]")
                        .givesPartitions("[] [(1,2)] [] []", (one, other) -> one.cartesian(other)),
                rdd("cartesian with itself")
                        .ints("[1] [2]")
                        .givesPartitions("[(1,1)] [(1,2)] [(2,1)] [(2,2)]", numbers -> numbers.cartesian(numbers)));
    }

    private static List<Case> byFunction() {
        return List.of(
                rdd("keyBy puts a key before each record", "RDD.keyBy(Function)")
                        .words("[aa b] [] [c]")
                        .givesPartitions("[(2,aa) (1,b)] [] [(1,c)]", words -> words.keyBy(String::length)),
                rdd("groupBy gathers the records of each key in their order", "RDD.groupBy(Function)")
                        .words("[aa b] [] [c dd a]")
                        .gives("(1,[b,c,a]) (2,[aa,dd])", words -> words.groupBy(String::length)),
                rdd("groupBy in so many partitions", "RDD.groupBy(Function,int)")
                        .words("[aa b] [c]")
                        .givesPartitions(
                                "[(1,[b,c]) (2,[aa])]",
                                words -> words.groupBy(String::length, 1).sortByKey()),
                rdd("groupBy of nothing").words("[]").gives("", words -> words.groupBy(String::length)),
                rdd(
                                "sortBy sorts by what a function gives, equal ones in their order",
                                "RDD.sortBy(Function,boolean,int)")
                        .words("[cc b] [aaa a] [dd]")
                        .givesInOrder("b a cc dd aaa", words -> words.sortBy(String::length, true, 2)),
                rdd("sortBy the other way round")
                        .words("[cc b] [aaa a] [dd]")
                        .givesInOrder("aaa cc dd b a", words -> words.sortBy(String::length, false, 3)),
                rdd("sortBy in one partition")
                        .ints("[3 1] [] [2]")
                        .givesPartitions("[1 2 3]", numbers -> numbers.sortBy(x -> x, true, 1)),
                rdd("sortBy of nothing").ints("[] []").gives("", numbers -> numbers.sortBy(x -> x, true, 2)),
                scenario("sortBy of many records over many partitions", Sets::sortsMany),
                scenario("sortBy wants a natural order and at least one partition", Sets::sortsByNaturalOrder),
                scenario("a key that is null is refused", Sets::refusesNullKeys));
    }

    private static void refusesArrays(Target target) {
        RDD<byte[]> arrays = target.context().parallelize(List.of(new byte[] {1}, new byte[] {1}), 1);
        assertThatThrownBy(() -> arrays.subtract(arrays, 2).collect())
                .hasMessageContaining("subtract at Sets.java:")
                .hasMessageContaining("an array (byte[]) can't be a key");
    }

    private static void countsPartitions(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1, 2, 3), 2);
        assertThat(numbers.subtract(numbers, 3).getNumPartitions()).isEqualTo(3);
        assertThat(numbers.subtract(numbers, new HashPartitioner(4)).getNumPartitions())
                .isEqualTo(4);
        assertThat(numbers.subtract(numbers).getNumPartitions())
                .isEqualTo(target.context().defaultParallelism());
        assertThat(numbers.cartesian(numbers.coalesce(1)).getNumPartitions()).isEqualTo(2);
        assertThatThrownBy(() -> numbers.subtract(numbers, 0)).hasMessageContaining("not 0");
    }

    private static void sortsMany(Target target) {
        List<Integer> mixed =
                IntStream.range(0, 2000).map(i -> i * 7919 % 1009).boxed().toList();
        RDD<Integer> sorted = target.context().parallelize(mixed, 7).sortBy(x -> x, true, 5);
        assertThat(sorted.collect()).isEqualTo(mixed.stream().sorted().toList());
        assertThat(sorted.getNumPartitions()).isEqualTo(5);
        assertThat(sorted.glom().map(List::size).collect())
                .allSatisfy(size -> assertThat(size).isBetween(200, 600));
    }

    private static void sortsByNaturalOrder(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(2, 1), 1);
        assertThatThrownBy(() -> numbers.sortBy(x -> List.of(x), true, 1).collect())
                .hasMessageContaining("has no natural order: make it Comparable");
        assertThatThrownBy(() -> numbers.sortBy(x -> x, true, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sortBy at Sets.java:")
                .hasMessageContaining("at least 1 partition, not 0");
    }

    private static void refusesNullKeys(Target target) {
        RDD<String> words = target.context().parallelize(List.of("a"), 1);
        assertThatThrownBy(() -> words.keyBy(Sets::nothing).collect())
                .hasMessageContaining("keyBy at Sets.java:")
                .hasMessageContaining("the function gave null");
        assertThatThrownBy(() -> words.groupBy(Sets::nothing).collect()).hasMessageContaining("the function gave null");
        assertThatThrownBy(() -> words.sortBy(Sets::nothing, true, 2).collect())
                .hasMessageContaining("the function gave null");
        assertThat(words.keyBy(word -> word.toUpperCase(Locale.ROOT)).collect()).containsExactly(Pair.of("A", "a"));
    }

    @SuppressWarnings("NullAway") // what this is about
    private static String nothing(String word) {
        return null;
    }
}
