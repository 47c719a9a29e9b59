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
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Actions that bring pairs to the driver by their keys. */
public final class KeyedActions {
    private static final String PAIRS = "[(a,1) (b,2) (a,3)] [] [(c,4) (a,5)]";

    private KeyedActions() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                rdd("countByKey counts the pairs of each key", "PairRDD.countByKey()")
                        .pairs(PAIRS)
                        .returns("{a=3, b=1, c=1}", pairs -> new TreeMap<>(pairs.countByKey())),
                rdd("countByKey of nothing").pairs("[] []").returns("{}", PairRDD::countByKey),
                rdd("countByKey of what is placed already")
                        .pairs(PAIRS)
                        .returns(
                                "{a=3, b=1, c=1}",
                                pairs -> pairs.partitionBy(new ByLetter(3)).countByKey()),
                rdd("reduceByKeyLocally gives a map", "PairRDD.reduceByKeyLocally(Function2)")
                        .pairs(PAIRS)
                        .returns("{a=9, b=2, c=4}", pairs -> new TreeMap<>(pairs.reduceByKeyLocally(Integer::sum))),
                rdd("reduceByKeyLocally of nothing")
                        .pairs("[]")
                        .returns("{}", pairs -> pairs.reduceByKeyLocally(Integer::sum)),
                rdd("reduceByKeyLocally goes in the order of partitions")
                        .pairs("[(a,1) (a,2)] [(a,3)] [(a,4)]")
                        .returns(
                                "{a=1234}",
                                pairs -> pairs.mapValues(String::valueOf).reduceByKeyLocally(String::concat)),
                rdd("collectAsMap has the last value of each key, in the order of pairs", "PairRDD.collectAsMap()")
                        .pairs("[(c,1) (b,2)] [(a,3) (c,4)]")
                        .returns("{c=4, b=2, a=3}", PairRDD::collectAsMap),
                rdd("collectAsMap of nothing").pairs("[] []").returns("{}", PairRDD::collectAsMap),
                rdd("lookup gives the values of a key, in order", "PairRDD.lookup(Object)")
                        .pairs(PAIRS)
                        .returns("[1,3,5]", pairs -> pairs.lookup("a")),
                rdd("lookup of a key that is not there").pairs(PAIRS).returns("[]", pairs -> pairs.lookup("x")),
                rdd("lookup in nothing").pairs("[]").returns("[]", pairs -> pairs.lookup("a")),
                rdd("lookup in what is placed")
                        .pairs(PAIRS)
                        .returns(
                                "[1,3,5]",
                                pairs -> pairs.partitionBy(new HashPartitioner(5))
                                        .lookup("a")),
                rdd("lookup in what is sorted")
                        .pairs(PAIRS)
                        .returns("[2]", pairs -> pairs.sortByKey(false, 3).lookup("b")),
                scenario("lookup computes one partition where keys are placed", KeyedActions::computesOne),
                scenario("maps refuse keys that are null", KeyedActions::refuseNullKeys));
    }

    private static void computesOne(Target target) {
        List<Pair<Integer, Integer>> numbers =
                IntStream.range(0, 100).mapToObj(i -> Pair.of(i, i)).toList();
        Probe computed = Probe.create();
        HashPartitioner places = new HashPartitioner(5);
        PairRDD<Integer, Integer> placed = target.context()
                .parallelizePairs(numbers, 3)
                .partitionBy(places)
                .mapValues(value -> {
                    computed.note(value);
                    return value;
                });
        assertThat(placed.lookup(42)).containsExactly(42);
        assertThat(computed.seen())
                .containsExactlyElementsOf(IntStream.range(0, 100)
                        .filter(i -> places.getPartition(i) == places.getPartition(42))
                        .boxed()
                        .toList());
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refuseNullKeys(Target target) {
        PairRDD<String, Integer> good = target.context().parallelizePairs(List.of(Pair.of("a", 1)), 1);
        PairRDD<String, Integer> bad = good.mapToPair(pair -> Pair.of((String) null, pair.value()));
        assertThatThrownBy(() -> good.lookup(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("lookup at KeyedActions.java:\\d+ needs a key, not null");
        assertThatThrownBy(() -> bad.collectAsMap())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("collectAsMap at KeyedActions.java:")
                .hasMessageContaining("found (null,1)");
        assertThatThrownBy(() -> bad.countByKey())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("countByKey at KeyedActions.java:")
                .hasMessageContaining("(null,1)");
        assertThat(bad.lookup("a")).isEmpty();
    }
}
