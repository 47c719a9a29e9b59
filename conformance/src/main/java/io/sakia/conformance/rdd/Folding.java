package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.PairRDD;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operations that fold the values of each key. */
public final class Folding {
    private static final String PAIRS = "[(a,1) (b,2) (a,3)] [] [(c,4) (a,5)]";

    private Folding() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(reductions());
        cases.addAll(aggregates());
        cases.addAll(groups());
        return cases;
    }

    private static List<Case> reductions() {
        return List.of(
                rdd("reduceByKey folds the values of each key", "PairRDD.reduceByKey(Function2)")
                        .pairs(PAIRS)
                        .gives("(a,9) (b,2) (c,4)", pairs -> pairs.reduceByKey(Integer::sum)),
                rdd("reduceByKey of nothing").pairs("[] []").gives("", pairs -> pairs.reduceByKey(Integer::sum)),
                rdd("reduceByKey of one partition")
                        .pairs("[(a,1) (a,2)]")
                        .gives("(a,3)", pairs -> pairs.reduceByKey(Integer::sum)),
                rdd("reduceByKey folds in the order of partitions")
                        .words("[b1 a2] [a1] [b3 a4]")
                        .gives(
                                "(a,214) (b,13)",
                                words -> words.mapToPair(Folding::letter).reduceByKey((one, other) -> one + other)),
                rdd("reduceByKey in so many partitions", "PairRDD.reduceByKey(Function2,int)")
                        .pairs(PAIRS)
                        .returns(
                                "[[(a,9),(b,2),(c,4)],5]",
                                pairs -> List.of(
                                        sorted(pairs.reduceByKey(Integer::sum, 5)),
                                        pairs.reduceByKey(Integer::sum, 5).getNumPartitions())),
                rdd("reduceByKey placed by a partitioner", "PairRDD.reduceByKey(Partitioner,Function2)")
                        .pairs(PAIRS)
                        .givesPartitions(
                                "[(a,9)] [(b,2)] [(c,4)]", pairs -> pairs.reduceByKey(new ByLetter(3), Integer::sum)),
                rdd("reduceByKey over data that are placed already")
                        .pairs(PAIRS)
                        .givesPartitions(
                                "[(a,9)] [(b,2)] [(c,4)]",
                                pairs -> pairs.partitionBy(new ByLetter(3)).reduceByKey(Integer::sum)),
                scenario("reduceByKey of very many keys", Folding::manyKeys),
                scenario("reduceByKey of one key with very many values", Folding::oneKey));
    }

    private static List<Case> aggregates() {
        return List.of(
                rdd("combineByKey folds into another type", "PairRDD.combineByKey(Function,Function2,Function2)")
                        .pairs(PAIRS)
                        .gives(
                                "(a,[1,3,5]) (b,[2]) (c,[4])",
                                pairs -> pairs.combineByKey(Folding::listOf, Folding::append, Folding::concat)),
                rdd(
                                "combineByKey placed by a partitioner",
                                "PairRDD.combineByKey(Function,Function2,Function2,Partitioner)")
                        .pairs(PAIRS)
                        .givesPartitions(
                                "[(a,[1,3,5])] [(b,[2])] [(c,[4])]",
                                pairs -> pairs.combineByKey(
                                        Folding::listOf, Folding::append, Folding::concat, new ByLetter(3))),
                rdd("aggregateByKey folds with an aggregate", "PairRDD.aggregateByKey(Aggregate)")
                        .pairs(PAIRS)
                        .gives(
                                "(a,n3) (b,n1) (c,n1)",
                                pairs -> pairs.aggregateByKey(
                                        Aggregate.of(() -> 0, (n, value) -> n + 1, Integer::sum, n -> "n" + n))),
                rdd("aggregateByKey folds from a zero", "PairRDD.aggregateByKey(Object,Function2,Function2)")
                        .pairs(PAIRS)
                        .gives("(a,9) (b,2) (c,4)", pairs -> pairs.aggregateByKey(0, Integer::sum, Integer::sum)),
                rdd("aggregateByKey gives each key a zero of its own")
                        .pairs(PAIRS)
                        .gives(
                                "(a,[1,3,5]) (b,[2]) (c,[4])",
                                pairs -> pairs.aggregateByKey(
                                        (List<Integer>) new ArrayList<Integer>(), Folding::append, Folding::concat)));
    }

    private static List<Case> groups() {
        return List.of(
                rdd("groupByKey has all values of each key, in order", "PairRDD.groupByKey()")
                        .pairs(PAIRS)
                        .gives("(a,[1,3,5]) (b,[2]) (c,[4])", PairRDD::groupByKey),
                rdd("groupByKey keeps equal values")
                        .pairs("[(a,1)] [(a,1) (a,1)]")
                        .gives("(a,[1,1,1])", pairs -> pairs.groupByKey()),
                rdd("groupByKey of nothing").pairs("[]").gives("", pairs -> pairs.groupByKey()),
                rdd("groupByKey in so many partitions", "PairRDD.groupByKey(int)")
                        .pairs(PAIRS)
                        .returns(
                                "[[(a,[1,3,5]),(b,[2]),(c,[4])],4]",
                                pairs -> List.of(
                                        sorted(pairs.groupByKey(4)),
                                        pairs.groupByKey(4).getNumPartitions())),
                rdd("groupByKey placed by a partitioner", "PairRDD.groupByKey(Partitioner)")
                        .pairs(PAIRS)
                        .givesPartitions(
                                "[(a,[1,3,5])] [(b,[2])] [(c,[4])]", pairs -> pairs.groupByKey(new ByLetter(3))),
                rdd("groupByKey over data that are placed already")
                        .pairs(PAIRS)
                        .gives(
                                "(a,[1,3,5]) (b,[2]) (c,[4])",
                                pairs -> pairs.partitionBy(new HashPartitioner(3))
                                        .groupByKey()));
    }

    private static void manyKeys(Target target) {
        List<Integer> numbers = IntStream.range(0, 20_000).boxed().toList();
        PairRDD<String, Integer> sums = target.context()
                .parallelize(numbers, 4)
                .mapToPair(number -> Pair.of("key " + number % 7001, number))
                .reduceByKey(Integer::sum, 3);
        assertThat(sums.count()).isEqualTo(7001);
        assertThat(sums.filter(pair -> pair.key().equals("key 5")).collect())
                .containsExactly(Pair.of("key 5", 5 + 7006 + 14_007));
        assertThat(sums.map(pair -> (long) pair.value()).reduce(Long::sum)).isEqualTo(20_000L * 19_999 / 2);
    }

    private static void oneKey(Target target) {
        List<Integer> numbers = IntStream.range(0, 50_000).boxed().toList();
        assertThat(target.context()
                        .parallelize(numbers, 3)
                        .mapToPair(number -> Pair.of("only", 1L))
                        .reduceByKey(Long::sum)
                        .collect())
                .containsExactly(Pair.of("only", 50_000L));
    }

    private static <V> List<Pair<String, V>> sorted(PairRDD<String, V> pairs) {
        return pairs.collect().stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
    }

    /** The word {@code a1} as the pair (a, "1"). */
    private static Pair<String, String> letter(String word) {
        return Pair.of(word.substring(0, 1), word.substring(1));
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
