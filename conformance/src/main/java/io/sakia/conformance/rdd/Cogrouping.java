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
import java.util.ArrayList;
import java.util.List;

/** Cogroups of two, three and four RDDs. */
public final class Cogrouping {
    private static final String ONE = "[(a,1) (b,2)] [(a,3)]";
    private static final String OTHER = "[(a,4)] [(c,5)]";
    private static final String TWO = "(a,([1,3],[4])) (b,([2],[])) (c,([],[5]))";
    private static final String TWO_PLACED = "[(a,([1,3],[4]))] [(b,([2],[]))] [(c,([],[5]))]";
    private static final String THREE = "(a,([1,3],[4],[-4])) (b,([2],[],[])) (c,([],[5],[-5]))";
    private static final String THREE_PLACED = "[(a,([1,3],[4],[-4]))] [(b,([2],[],[]))] [(c,([],[5],[-5]))]";
    private static final String FOUR = "(a,([1,3],[4],[-4],[x1,x3])) (b,([2],[],[],[x2])) (c,([],[5],[-5],[]))";
    private static final String FOUR_PLACED =
            "[(a,([1,3],[4],[-4],[x1,x3]))] [(b,([2],[],[],[x2]))] [(c,([],[5],[-5],[]))]";

    private Cogrouping() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(two());
        cases.addAll(threeAndFour());
        cases.addAll(grouped());
        return cases;
    }

    private static List<Case> two() {
        return List.of(
                rdd("cogroup has the values of both for each key of either", "PairRDD.cogroup(PairRDD)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(TWO, PairRDD::cogroup),
                rdd("cogroup with nothing")
                        .pairs("[(a,1)]")
                        .andPairs("[]")
                        .gives("(a,([1],[]))", (one, other) -> one.cogroup(other)),
                rdd("cogroup of nothing")
                        .pairs("[] []")
                        .andPairs("[(a,1)]")
                        .gives("(a,([],[1]))", (one, other) -> one.cogroup(other)),
                rdd("cogroup of nothing with nothing")
                        .pairs("[]")
                        .andPairs("[]")
                        .gives("", (one, other) -> one.cogroup(other)),
                rdd("cogroup with itself")
                        .pairs("[(a,1) (a,2)]")
                        .gives("(a,([1,2],[1,2]))", pairs -> pairs.cogroup(pairs)),
                rdd("cogroup has keys as they first appear, and values in the order of partitions")
                        .pairs("[(c,1) (a,2)] [(b,3) (c,4)]")
                        .andPairs("[(d,5) (b,6)] [(a,7) (d,8)]")
                        .givesPartitions(
                                "[(c,([1,4],[])) (a,([2],[7])) (b,([3],[6])) (d,([],[5,8]))]",
                                (one, other) -> one.cogroup(other, new ByLetter(1))),
                rdd("cogroup in so many partitions", "PairRDD.cogroup(PairRDD,int)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(TWO, (one, other) -> one.cogroup(other, 5)),
                rdd("cogroup placed by a partitioner", "PairRDD.cogroup(PairRDD,Partitioner)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .givesPartitions(TWO_PLACED, (one, other) -> one.cogroup(other, new ByLetter(3))),
                rdd("cogroup of what is placed alike, and differently")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .givesPartitions(
                                TWO_PLACED,
                                (one, other) -> one.partitionBy(new ByLetter(3))
                                        .cogroup(other.partitionBy(new ByLetter(3)))
                                        .mapValues(both -> both.key())
                                        .cogroup(other.partitionBy(new ByLetter(2)))
                                        .mapValues(both ->
                                                Pair.of(both.key().iterator().next(), both.value()))),
                scenario("cogroups and joins go where they were told, or where most is placed", Cogrouping::placed),
                scenario("a cogroup and a join refuse keys that are null", Cogrouping::refusesNullKeys));
    }

    private static List<Case> threeAndFour() {
        return List.of(
                rdd("cogroup of three", "PairRDD.cogroup(PairRDD,PairRDD)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(THREE, (one, other) -> one.cogroup(other, other.mapValues(x -> -x))),
                rdd("cogroup of three in so many partitions", "PairRDD.cogroup(PairRDD,PairRDD,int)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(THREE, (one, other) -> one.cogroup(other, other.mapValues(x -> -x), 5)),
                rdd("cogroup of three placed by a partitioner", "PairRDD.cogroup(PairRDD,PairRDD,Partitioner)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .givesPartitions(
                                THREE_PLACED,
                                (one, other) -> one.cogroup(other, other.mapValues(x -> -x), new ByLetter(3))),
                rdd("cogroup of three of which two are empty")
                        .pairs("[]")
                        .andPairs("[(b,1)]")
                        .gives("(b,([],[],[1]))", (one, other) -> one.cogroup(one, other)),
                rdd("cogroup of four", "PairRDD.cogroup(PairRDD,PairRDD,PairRDD)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(
                                FOUR,
                                (one, other) ->
                                        one.cogroup(other, other.mapValues(x -> -x), one.mapValues(x -> "x" + x))),
                rdd("cogroup of four in so many partitions", "PairRDD.cogroup(PairRDD,PairRDD,PairRDD,int)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(
                                FOUR,
                                (one, other) ->
                                        one.cogroup(other, other.mapValues(x -> -x), one.mapValues(x -> "x" + x), 5)),
                rdd("cogroup of four placed by a partitioner", "PairRDD.cogroup(PairRDD,PairRDD,PairRDD,Partitioner)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .givesPartitions(
                                FOUR_PLACED,
                                (one, other) -> one.cogroup(
                                        other,
                                        other.mapValues(x -> -x),
                                        one.mapValues(x -> "x" + x),
                                        new ByLetter(3))));
    }

    private static List<Case> grouped() {
        return List.of(
                rdd("groupWith is cogroup", "PairRDD.groupWith(PairRDD)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(TWO, PairRDD::groupWith),
                rdd("groupWith of three is cogroup", "PairRDD.groupWith(PairRDD,PairRDD)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(THREE, (one, other) -> one.groupWith(other, other.mapValues(x -> -x))),
                rdd("groupWith of four is cogroup", "PairRDD.groupWith(PairRDD,PairRDD,PairRDD)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(
                                FOUR,
                                (one, other) ->
                                        one.groupWith(other, other.mapValues(x -> -x), one.mapValues(x -> "x" + x))));
    }

    private static void placed(Target target) {
        PairRDD<String, Integer> pairs =
                target.context().parallelizePairs(List.of(Pair.of("a", 1), Pair.of("b", 2)), 40);
        HashPartitioner usual = new HashPartitioner(target.context().defaultParallelism());
        PairRDD<String, Integer> three = pairs.partitionBy(new ByLetter(3));
        PairRDD<String, Integer> five = pairs.partitionBy(new ByLetter(5));

        assertThat(pairs.cogroup(pairs).partitioner()).contains(usual);
        assertThat(pairs.cogroup(three).partitioner()).contains(usual.numPartitions() > 3 ? usual : new ByLetter(3));
        assertThat(pairs.cogroup(five, three).partitioner()).contains(new ByLetter(5));
        assertThat(three.leftOuterJoin(five).partitioner()).contains(new ByLetter(5));
        assertThat(five.fullOuterJoin(three).partitioner()).contains(new ByLetter(5));
        assertThat(pairs.cogroup(five, pairs, three).partitioner()).contains(new ByLetter(5));
        assertThat(five.cogroup(pairs, 7).partitioner()).contains(new HashPartitioner(7));
        assertThat(five.join(pairs, 7).getNumPartitions()).isEqualTo(7);
        assertThat(five.cogroup(pairs, pairs, 7).getNumPartitions()).isEqualTo(7);
        assertThat(five.cogroup(pairs, pairs, pairs, 7).getNumPartitions()).isEqualTo(7);
        assertThat(five.subtractByKey(three).partitioner()).contains(new ByLetter(5));
        assertThat(three.subtractByKey(five).partitioner()).contains(new ByLetter(3));
        assertThatThrownBy(() -> five.join(pairs, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0");
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNullKeys(Target target) {
        PairRDD<String, Integer> good = target.context().parallelizePairs(List.of(Pair.of("a", 1)), 1);
        PairRDD<String, Integer> bad = good.mapToPair(pair -> Pair.of((String) null, pair.value()));
        assertThatThrownBy(() -> good.cogroup(bad).collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("cogroup at Cogrouping.java:")
                .hasMessageContaining("(null,1)");
        assertThatThrownBy(() -> bad.fullOuterJoin(good).collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("fullOuterJoin at Cogrouping.java:")
                .hasMessageContaining("(null,1)");
    }
}
