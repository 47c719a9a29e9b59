package io.sakia.conformance.stream;

import static io.sakia.conformance.table.StreamTable.stream;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import java.util.ArrayList;
import java.util.List;

/** Joins and cogroups of two streams, batch by batch. */
public final class JoinedBatches {
    private static final String LEFT = "[(a,1) (b,2) (a,3)] [(a,4)] [] []";
    private static final String RIGHT = "[(a,10) (c,20)] [] [(c,30)] []";

    private JoinedBatches() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(inner());
        cases.addAll(outer());
        cases.addAll(partitions());
        cases.addAll(partitioners());
        cases.addAll(edges());
        return cases;
    }

    private static List<Case> inner() {
        return List.of(
                joined(
                        "join has keys of both",
                        "PairDStream.join(PairDStream)",
                        "[(a,(1,10)) (a,(3,10))] [] [] []",
                        PairDStream::join),
                joined(
                        "cogroup has keys of either with all of their values",
                        "PairDStream.cogroup(PairDStream)",
                        "[(a,([1,3],[10])) (b,([2],[])) (c,([],[20]))] [(a,([4],[]))] [(c,([],[30]))] []",
                        PairDStream::cogroup));
    }

    private static List<Case> outer() {
        return List.of(
                joined(
                        "leftOuterJoin has the keys of the left",
                        "PairDStream.leftOuterJoin(PairDStream)",
                        "[(a,(1,Optional[10])) (a,(3,Optional[10])) (b,(2,Optional.empty))] [(a,(4,Optional.empty))] [] []",
                        (one, other) -> text(one.leftOuterJoin(other))),
                joined(
                        "rightOuterJoin has the keys of the right",
                        "PairDStream.rightOuterJoin(PairDStream)",
                        "[(a,(Optional[1],10)) (a,(Optional[3],10)) (c,(Optional.empty,20))] [] [(c,(Optional.empty,30))] []",
                        (one, other) -> text(one.rightOuterJoin(other))),
                joined(
                        "fullOuterJoin has the keys of either",
                        "PairDStream.fullOuterJoin(PairDStream)",
                        "[(a,(Optional[1],Optional[10])) (a,(Optional[3],Optional[10])) (b,(Optional[2],Optional.empty))"
                                + " (c,(Optional.empty,Optional[20]))] [(a,(Optional[4],Optional.empty))]"
                                + " [(c,(Optional.empty,Optional[30]))] []",
                        (one, other) -> text(one.fullOuterJoin(other))));
    }

    private static List<Case> partitions() {
        return List.of(
                joined(
                        "join in so many partitions",
                        "PairDStream.join(PairDStream,int)",
                        "[2 3] [0 3] [0 3] [0 3]",
                        (one, other) -> size(one.join(other, 3))),
                joined(
                        "leftOuterJoin in so many partitions",
                        "PairDStream.leftOuterJoin(PairDStream,int)",
                        "[3 3] [1 3] [0 3] [0 3]",
                        (one, other) -> size(one.leftOuterJoin(other, 3))),
                joined(
                        "rightOuterJoin in so many partitions",
                        "PairDStream.rightOuterJoin(PairDStream,int)",
                        "[3 3] [0 3] [1 3] [0 3]",
                        (one, other) -> size(one.rightOuterJoin(other, 3))),
                joined(
                        "fullOuterJoin in so many partitions",
                        "PairDStream.fullOuterJoin(PairDStream,int)",
                        "[4 3] [1 3] [1 3] [0 3]",
                        (one, other) -> size(one.fullOuterJoin(other, 3))),
                joined(
                        "cogroup in so many partitions",
                        "PairDStream.cogroup(PairDStream,int)",
                        "[3 3] [1 3] [1 3] [0 3]",
                        (one, other) -> size(one.cogroup(other, 3))));
    }

    private static List<Case> partitioners() {
        HashPartitioner one = new HashPartitioner(1);
        return List.of(
                joined(
                        "join placed by a partitioner",
                        "PairDStream.join(PairDStream,Partitioner)",
                        "[2 1] [0 1] [0 1] [0 1]",
                        (left, right) -> size(left.join(right, one))),
                joined(
                        "leftOuterJoin placed by a partitioner",
                        "PairDStream.leftOuterJoin(PairDStream,Partitioner)",
                        "[3 1] [1 1] [0 1] [0 1]",
                        (left, right) -> size(left.leftOuterJoin(right, one))),
                joined(
                        "rightOuterJoin placed by a partitioner",
                        "PairDStream.rightOuterJoin(PairDStream,Partitioner)",
                        "[3 1] [0 1] [1 1] [0 1]",
                        (left, right) -> size(left.rightOuterJoin(right, one))),
                joined(
                        "fullOuterJoin placed by a partitioner",
                        "PairDStream.fullOuterJoin(PairDStream,Partitioner)",
                        "[4 1] [1 1] [1 1] [0 1]",
                        (left, right) -> size(left.fullOuterJoin(right, one))),
                joined(
                        "cogroup placed by a partitioner",
                        "PairDStream.cogroup(PairDStream,Partitioner)",
                        "[3 1] [1 1] [1 1] [0 1]",
                        (left, right) -> size(left.cogroup(right, one))));
    }

    private static List<Case> edges() {
        return List.of(
                stream("an outer join with itself has no empty side")
                        .pairs("[(a,1)] []")
                        .gives("[(a,(Optional[1],Optional[1]))] []", pairs -> text(pairs.fullOuterJoin(pairs))),
                stream("an outer join with a window of the other stream")
                        .pairs("[(a,1)] [(a,2)] [(a,3)]")
                        .andPairs("[(a,10)] [] []")
                        .gives(
                                "[(a,(1,Optional[10]))] [(a,(2,Optional[10]))] [(a,(3,Optional.empty))]",
                                (one, other) -> text(one.leftOuterJoin(other.window(Seconds.TWO)))),
                stream("joins of windows with the same slide come once a slide")
                        .pairs("[(a,1)] [(b,2)] [] []")
                        .andPairs("[(b,10)] [] [(c,20)] []")
                        .gives(
                                "- [(a,([1],[])) (b,([2],[10]))] - [(c,([],[20]))]",
                                (one, other) -> one.window(Seconds.TWO, Seconds.TWO)
                                        .cogroup(other.window(Seconds.TWO, Seconds.TWO))));
    }

    private static Case joined(String name, String covers, String expected, Join join) {
        return stream(name, covers).pairs(LEFT).andPairs(RIGHT).gives(expected, join::of);
    }

    /** How many records there are, and how many partitions. */
    private static DStream<String> size(PairDStream<String, ?> pairs) {
        return sizes(pairs);
    }

    private static <V> DStream<String> sizes(PairDStream<String, V> pairs) {
        return pairs.transform(rdd ->
                rdd.context().parallelize(List.of("" + rdd.count(), "" + rdd.getNumPartitions()), 1));
    }

    /** An Optional is not serialisable, so it does not travel from every engine's tasks. */
    private static <V> DStream<String> text(PairDStream<String, V> pairs) {
        return pairs.map(Pair::toString);
    }

    /** What is done with the two. */
    private interface Join {
        DStream<?> of(PairDStream<String, Integer> one, PairDStream<String, Integer> other);
    }
}
