package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.RddTable;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.PairRDD;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/** Joins of every kind, and what subtracts by key. */
public final class Joining {
    private static final String ONE = "[(a,1) (b,2)] [(a,3)]";
    private static final String OTHER = "[(a,4) (c,5)] [(a,6)]";

    private Joining() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(kind("join", PairRDD::join, "(a,(1,4)) (a,(1,6)) (a,(3,4)) (a,(3,6))", "", ""));
        cases.addAll(kind(
                "leftOuterJoin",
                PairRDD::leftOuterJoin,
                "(a,(1,4)) (a,(1,6)) (a,(3,4)) (a,(3,6)) (b,(2,-))",
                "(a,(1,-)) (b,(2,-)) (a,(3,-))",
                ""));
        cases.addAll(kind(
                "rightOuterJoin",
                PairRDD::rightOuterJoin,
                "(a,(1,4)) (a,(1,6)) (a,(3,4)) (a,(3,6)) (c,(-,5))",
                "",
                "(a,(-,4)) (c,(-,5)) (a,(-,6))"));
        cases.addAll(kind(
                "fullOuterJoin",
                PairRDD::fullOuterJoin,
                "(a,(1,4)) (a,(1,6)) (a,(3,4)) (a,(3,6)) (b,(2,-)) (c,(-,5))",
                "(a,(1,-)) (b,(2,-)) (a,(3,-))",
                "(a,(-,4)) (c,(-,5)) (a,(-,6))"));
        cases.addAll(kind("subtractByKey", PairRDD::subtractByKey, "(b,2)", "(a,1) (b,2) (a,3)", ""));
        cases.addAll(placed());
        cases.addAll(special());
        return cases;
    }

    /** What each kind has: both sides, an empty one, one partition, and keys and values that repeat. */
    private static List<Case> kind(
            String name,
            BiFunction<PairRDD<String, Integer>, PairRDD<String, Integer>, PairRDD<String, ?>> join,
            String both,
            String withNothing,
            String ofNothing) {
        return List.of(
                rdd(name + " of some common keys", "PairRDD." + name + "(PairRDD)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(both, join::apply),
                rdd(name + " with nothing").pairs(ONE).andPairs("[] []").gives(withNothing, join::apply),
                rdd(name + " of nothing").pairs("[]").andPairs(OTHER).gives(ofNothing, join::apply),
                rdd(name + " of nothing with nothing")
                        .pairs("[]")
                        .andPairs("[]")
                        .gives("", join::apply),
                rdd(name + " of one partition each, by hash in one")
                        .pairs("[(a,1) (b,2) (a,3)]")
                        .andPairs("[(a,4) (c,5) (a,6)]")
                        .gives(
                                both,
                                (one, other) -> join.apply(
                                        one.partitionBy(new HashPartitioner(1)),
                                        other.partitionBy(new HashPartitioner(1)))),
                rdd(name + " of what is placed alike")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(
                                both,
                                (one, other) -> join.apply(
                                        one.partitionBy(new HashPartitioner(7)),
                                        other.partitionBy(new HashPartitioner(7)))),
                rdd(name + " of what is placed differently")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives(
                                both,
                                (one, other) -> join.apply(
                                        one.partitionBy(new HashPartitioner(3)), other.partitionBy(new ByLetter(2)))));
    }

    private static List<Case> placed() {
        String joined = "[(a,(1,4)) (a,(1,6)) (a,(3,4)) (a,(3,6))]";
        return List.of(
                rdd("join in so many partitions", "PairRDD.join(PairRDD,int)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .gives("(a,(1,4)) (a,(1,6)) (a,(3,4)) (a,(3,6))", (one, other) -> one.join(other, 5)),
                rdd("join placed by a partitioner", "PairRDD.join(PairRDD,Partitioner)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .givesPartitions(joined + " [] []", (one, other) -> one.join(other, new ByLetter(3))),
                rdd("leftOuterJoin in so many partitions", "PairRDD.leftOuterJoin(PairRDD,int)")
                        .pairs("[(a,1)] [(b,2)]")
                        .andPairs("[(a,3)]")
                        .gives("(a,(1,3)) (b,(2,-))", (one, other) -> one.leftOuterJoin(other, 5)),
                rdd("leftOuterJoin placed by a partitioner", "PairRDD.leftOuterJoin(PairRDD,Partitioner)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .givesPartitions(
                                joined + " [(b,(2,-))] []", (one, other) -> one.leftOuterJoin(other, new ByLetter(3))),
                rdd("rightOuterJoin in so many partitions", "PairRDD.rightOuterJoin(PairRDD,int)")
                        .pairs("[(a,1)]")
                        .andPairs("[(a,3)] [(c,4)]")
                        .gives("(a,(1,3)) (c,(-,4))", (one, other) -> one.rightOuterJoin(other, 5)),
                rdd("rightOuterJoin placed by a partitioner", "PairRDD.rightOuterJoin(PairRDD,Partitioner)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .givesPartitions(
                                joined + " [] [(c,(-,5))]", (one, other) -> one.rightOuterJoin(other, new ByLetter(3))),
                rdd("fullOuterJoin in so many partitions", "PairRDD.fullOuterJoin(PairRDD,int)")
                        .pairs("[(a,1)] [(b,2)]")
                        .andPairs("[(a,3)] [(c,4)]")
                        .gives("(a,(1,3)) (b,(2,-)) (c,(-,4))", (one, other) -> one.fullOuterJoin(other, 5)),
                rdd("fullOuterJoin placed by a partitioner", "PairRDD.fullOuterJoin(PairRDD,Partitioner)")
                        .pairs(ONE)
                        .andPairs(OTHER)
                        .givesPartitions(
                                joined + " [(b,(2,-))] [(c,(-,5))]",
                                (one, other) -> one.fullOuterJoin(other, new ByLetter(3))),
                rdd("subtractByKey in so many partitions", "PairRDD.subtractByKey(PairRDD,int)")
                        .pairs("[(a,1) (b,2)] [(b,2) (c,3)]")
                        .andPairs("[(a,3)]")
                        .gives("(b,2) (b,2) (c,3)", (one, other) -> one.subtractByKey(other, 5)),
                rdd("subtractByKey placed by a partitioner", "PairRDD.subtractByKey(PairRDD,Partitioner)")
                        .pairs("[(a,1) (b,2)] [(c,3) (b,4)]")
                        .andPairs("[(a,9)]")
                        .givesPartitions(
                                "[] [(b,2) (b,4)] [(c,3)]", (one, other) -> one.subtractByKey(other, new ByLetter(3))));
    }

    private static List<Case> special() {
        return List.of(
                rdd("join with itself")
                        .pairs("[(a,1) (a,2)]")
                        .gives("(a,(1,1)) (a,(1,2)) (a,(2,1)) (a,(2,2))", pairs -> pairs.join(pairs)),
                rdd("join has keys as they first appear, then left values, then right values")
                        .pairs("[(c,1) (a,2)] [(b,3) (c,4)]")
                        .andPairs("[(d,5) (b,6)] [(c,7) (d,8) (c,9)]")
                        .givesPartitions(
                                "[(c,(1,7)) (c,(1,9)) (c,(4,7)) (c,(4,9)) (a,(2,-)) (b,(3,6)) (d,(-,5)) (d,(-,8))]",
                                (one, other) -> one.fullOuterJoin(other, new ByLetter(1))),
                scenario("joins of one key with very many values make them one by one", Joining::manyValues),
                scenario("an outer join refuses values that are null", Joining::refusesNullValues));
    }

    private static void manyValues(Target target) {
        PairRDD<String, Integer> pairs =
                target.context().parallelizePairs(Collections.nCopies(2000, Pair.of("a", 1)), 2);
        assertThat(pairs.join(pairs).count()).isEqualTo(4_000_000);
        assertThat(pairs.fullOuterJoin(pairs).take(2)).hasSize(2);
        assertThat(RddTable.partitions(pairs.subtractByKey(pairs, 1))).isEqualTo("[]");
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNullValues(Target target) {
        PairRDD<String, Integer> good = target.context().parallelizePairs(List.of(Pair.of("a", 1)), 1);
        PairRDD<String, Integer> bad = good.mapToPair(pair -> Pair.of(pair.key(), null));
        assertThatThrownBy(() -> good.leftOuterJoin(bad).collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("leftOuterJoin at Joining.java:")
                .hasMessageContaining("a value of the key a is null");
    }
}
