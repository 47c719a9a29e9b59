package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.ONE;
import static io.sakia.conformance.stream.Seconds.THREE;
import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.StreamTable.stream;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.conformance.table.Case;
import io.sakia.function.Function;
import io.sakia.streaming.PairDStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reductions over windows with partitions, partitioners and filters. */
public final class WindowForms {
    private static final Partitioner BY_LETTER = new Placement.ByLetter(3);

    private WindowForms() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                stream(
                                "reduceByKeyAndWindow in so many partitions",
                                "PairDStream.reduceByKeyAndWindow(Function2,Duration,Duration,int)")
                        .pairs("[(a,1)] [(a,2) (b,5)] [] []")
                        .gives(
                                "[1 (a,1)] [1 (a,3) (b,5)] [1 (a,2) (b,5)] [1]",
                                pairs -> Placement.withPartitions(
                                        pairs.reduceByKeyAndWindow(Integer::sum, TWO, ONE, 1))),
                stream("reduceByKeyAndWindow in more partitions than keys")
                        .pairs("[(a,1)] [(a,2) (b,5)]")
                        .gives(
                                "[5 (a,1)] [5 (a,3) (b,5)]",
                                pairs -> Placement.withPartitions(
                                        pairs.reduceByKeyAndWindow(Integer::sum, TWO, ONE, 5))),
                stream(
                                "reduceByKeyAndWindow with a partitioner",
                                "PairDStream.reduceByKeyAndWindow(Function2,Duration,Duration,Partitioner)")
                        .pairs("[(a,1) (c,9)] [(a,2) (b,5)] [(d,1)]")
                        .gives(
                                "[a . c] [a b c] [ad b .]",
                                pairs -> Placement.keysByPartition(
                                        pairs.reduceByKeyAndWindow(Integer::sum, TWO, ONE, BY_LETTER))),
                stream("reduceByKeyAndWindow with a partitioner gives the same totals")
                        .pairs("[(a,1) (c,9)] [(a,2) (b,5)] [(d,1)]")
                        .gives(
                                "[(a,1) (c,9)] [(a,3) (b,5) (c,9)] [(a,2) (b,5) (d,1)]",
                                pairs -> pairs.reduceByKeyAndWindow(Integer::sum, TWO, ONE, BY_LETTER)),
                stream("reduceByKeyAndWindow with a hash partitioner")
                        .pairs("[(a,1)] [(a,2)] []")
                        .gives(
                                "[2 (a,1)] [2 (a,3)] [2 (a,2)]",
                                pairs -> Placement.withPartitions(
                                        pairs.reduceByKeyAndWindow(Integer::sum, TWO, ONE, new HashPartitioner(2)))),
                stream("what a partitioner has placed is joined where it is")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .gives(
                                "[(a,(1,1)) (b,(2,2))] [(a,(4,4)) (b,(2,2))]",
                                pairs -> pairs.reduceByKeyAndWindow(Integer::sum, TWO, ONE, BY_LETTER)
                                        .join(pairs.window(TWO).reduceByKey(Integer::sum))),
                stream(
                                "reduceByKeyAndWindow with an inverse, partitions and a filter",
                                "PairDStream.reduceByKeyAndWindow(Function2,Function2,Duration,Duration,int,Function)")
                        .pairs("[(a,1) (b,2)] [(a,-1)] [(a,5)] [] []")
                        .gives(
                                "[4 (a,1) (b,2)] [4 (b,2)] [4 (a,4)] [4 (a,5)] [4]",
                                pairs -> Placement.withPartitions(filtered(pairs, total -> total.value() != 0))),
                stream("a filter that lets nothing out loses nothing")
                        .pairs("[(a,1)] [(a,2)] [(a,40)] []")
                        .gives(
                                "[] [] [(a,43)] [(a,42)]",
                                pairs -> pairs.reduceByKeyAndWindow(
                                        Integer::sum,
                                        (total, gone) -> total - gone,
                                        THREE,
                                        ONE,
                                        2,
                                        total -> total.value() > 5)),
                stream("a filter sees the key and comes once a slide")
                        .pairs("[(a,1)] [(b,2)] [(a,4) (c,8)] []")
                        .gives(
                                "- [(b,2)] - [(c,8)]",
                                pairs -> pairs.reduceByKeyAndWindow(
                                        Integer::sum,
                                        (total, gone) -> total - gone,
                                        TWO,
                                        TWO,
                                        2,
                                        total -> !total.key().equals("a"))),
                stream("no filter lets everything out")
                        .pairs("[(a,1)] [(a,-1)] []")
                        .gives("[(a,1)] [(a,0)] [(a,-1)]", pairs -> filtered(pairs, null)),
                stream(
                                "reduceByKeyAndWindow with an inverse, a partitioner and a filter",
                                "PairDStream.reduceByKeyAndWindow("
                                        + "Function2,Function2,Duration,Duration,Partitioner,Function)")
                        .pairs("[(a,1) (b,2) (c,3)] [(a,-1)] [(d,5)]")
                        .gives(
                                "[a b c] [. b c] [ad . .]",
                                pairs -> Placement.keysByPartition(pairs.reduceByKeyAndWindow(
                                        Integer::sum,
                                        (total, gone) -> total - gone,
                                        TWO,
                                        ONE,
                                        BY_LETTER,
                                        total -> total.value() != 0))));
    }

    private static PairDStream<String, Integer> filtered(
            PairDStream<String, Integer> pairs, @Nullable Function<Pair<String, Integer>, Boolean> filter) {
        return pairs.reduceByKeyAndWindow(Integer::sum, (total, gone) -> total - gone, TWO, ONE, 4, filter);
    }
}
