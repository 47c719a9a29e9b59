package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.RddTable.rdd;

import io.sakia.HashPartitioner;
import io.sakia.conformance.table.Case;
import io.sakia.rdd.PairRDD;
import java.util.List;

/** Operations that put two RDDs together by key. */
public final class Joining {
    private Joining() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                rdd("cogroup has the values of both for each key of either", "PairRDD.cogroup(PairRDD)")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .andPairs("[(a,4)] [(c,5)]")
                        .gives("(a,([1,3],[4])) (b,([2],[])) (c,([],[5]))", PairRDD::cogroup),
                rdd("cogroup with nothing")
                        .pairs("[(a,1)]")
                        .andPairs("[]")
                        .gives("(a,([1],[]))", (one, other) -> one.cogroup(other)),
                rdd("cogroup placed by a partitioner", "PairRDD.cogroup(PairRDD,Partitioner)")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .andPairs("[(a,4)] [(c,5)]")
                        .givesPartitions(
                                "[(a,([1,3],[4]))] [(b,([2],[]))] [(c,([],[5]))]",
                                (one, other) -> one.cogroup(other, new ByLetter(3))),
                rdd("join has every two values of one key", "PairRDD.join(PairRDD)")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .andPairs("[(a,4) (c,5)] [(a,6)]")
                        .gives("(a,(1,4)) (a,(1,6)) (a,(3,4)) (a,(3,6))", PairRDD::join),
                rdd("join without a common key")
                        .pairs("[(a,1)]")
                        .andPairs("[(b,1)]")
                        .gives("", (one, other) -> one.join(other)),
                rdd("join with nothing").pairs("[(a,1)]").andPairs("[]").gives("", (one, other) -> one.join(other)),
                rdd("join of nothing").pairs("[] []").andPairs("[(a,1)]").gives("", (one, other) -> one.join(other)),
                rdd("join with itself")
                        .pairs("[(a,1) (a,2)]")
                        .gives("(a,(1,1)) (a,(1,2)) (a,(2,1)) (a,(2,2))", pairs -> pairs.join(pairs)),
                rdd("join of what is placed alike")
                        .pairs("[(a,1)] [(b,2) (a,3)]")
                        .andPairs("[(b,4)] [(a,5)]")
                        .gives(
                                "(a,(4,5)) (b,(2,4))",
                                (one, other) -> one.reduceByKey(Integer::sum, 3)
                                        .join(other.partitionBy(new HashPartitioner(3)))),
                rdd("join of what is placed differently")
                        .pairs("[(a,1)] [(b,2) (a,3)]")
                        .andPairs("[(b,4)] [(a,5)]")
                        .gives(
                                "(a,(4,5)) (b,(2,4))",
                                (one, other) ->
                                        one.reduceByKey(Integer::sum, 3).join(other.partitionBy(new ByLetter(2)))),
                rdd("join placed by a partitioner", "PairRDD.join(PairRDD,Partitioner)")
                        .pairs("[(a,1) (b,2)] [(c,3)]")
                        .andPairs("[(b,4) (a,5)]")
                        .givesPartitions(
                                "[(a,(1,5))] [(b,(2,4))] []", (one, other) -> one.join(other, new ByLetter(3))));
    }
}
