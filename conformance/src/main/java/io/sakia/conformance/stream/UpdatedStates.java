package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.PairRDD;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.util.List;
import java.util.Optional;

/** {@code updateStateByKey} with partitions, partitioners and states to begin with. */
public final class UpdatedStates {
    private static final Partitioner BY_LETTER = new Placement.ByLetter(3);

    private UpdatedStates() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                stream("updateStateByKey in so many partitions", "PairDStream.updateStateByKey(Function2,int)")
                        .pairs("[(a,1)] [(b,1) (a,2)] []")
                        .gives(
                                "[3 (a,1)] [3 (a,3) (b,1)] [3 (a,3) (b,1)]",
                                pairs -> Placement.withPartitions(pairs.updateStateByKey(UpdatedStates::add, 3))),
                stream("updateStateByKey with a partitioner", "PairDStream.updateStateByKey(Function2,Partitioner)")
                        .pairs("[(c,1)] [(b,1) (a,2)] [(d,1)]")
                        .gives(
                                "[. . c] [a b c] [ad b c]",
                                pairs -> Placement.keysByPartition(
                                        pairs.updateStateByKey(UpdatedStates::add, BY_LETTER))),
                stream("updateStateByKey with a partitioner gives the same states")
                        .pairs("[(c,1)] [(b,1) (a,2)] [(a,1)]")
                        .gives(
                                "[(c,1)] [(a,2) (b,1) (c,1)] [(a,3) (b,1) (c,1)]",
                                pairs -> pairs.updateStateByKey(UpdatedStates::add, BY_LETTER)),
                stream("updateStateByKey with a hash partitioner")
                        .pairs("[(a,1)] [(a,2)]")
                        .gives(
                                "[2 (a,1)] [2 (a,3)]",
                                pairs -> Placement.withPartitions(
                                        pairs.updateStateByKey(UpdatedStates::add, new HashPartitioner(2)))),
                stream(
                                "updateStateByKey begins with the states that it is given",
                                "PairDStream.updateStateByKey(Function2,Partitioner,PairRDD)")
                        .pairs("[(a,1)] [(b,1) (c,1)] []")
                        .gives(
                                "[(a,6) (b,7)] [(a,6) (b,8) (c,1)] [(a,6) (b,8) (c,1)]",
                                pairs -> beginning(pairs, new HashPartitioner(4), "a", 5, "b", 7)),
                stream("initial states are there in a first batch without data, and are called")
                        .pairs("[] [] [(a,1)]")
                        .gives("[(a,5)] [(a,5)] [(a,6)]", pairs -> beginning(pairs, new HashPartitioner(1), "a", 5)),
                stream("initial states by another partitioner")
                        .pairs("[(a,1)] [(b,1) (d,2)]")
                        .gives(
                                "[a b .] [ad b .]",
                                pairs -> Placement.keysByPartition(beginning(pairs, BY_LETTER, "a", 5, "b", 7))),
                stream("no initial states are as none given")
                        .pairs("[(a,1)] [(a,1)]")
                        .gives("[(a,1)] [(a,2)]", pairs -> beginning(pairs, new HashPartitioner(2))),
                stream("an initial state that is removed does not come again")
                        .pairs("[(a,-5)] [] [(a,1)]")
                        .gives(
                                "[] [] [(a,1)]",
                                pairs -> pairs.updateStateByKey(
                                        (List<Integer> values, Optional<Integer> total) ->
                                                add(values, total).filter(sum -> sum != 0),
                                        new HashPartitioner(2),
                                        states(pairs, "a", 5))),
                stream("initial states under a slide come with the first slide")
                        .pairs("[(a,1)] [(a,2)] [] []")
                        .gives(
                                "- [(a,8)] - [(a,8)]",
                                pairs -> beginning(pairs.window(TWO, TWO), new HashPartitioner(2), "a", 5)),
                scenario("a key that has two initial states is refused", UpdatedStates::twice),
                scenario("an initial state of a type that is not known is refused", UpdatedStates::unknownType));
    }

    private static Optional<Integer> add(List<Integer> values, Optional<Integer> total) {
        return Optional.of(
                total.orElse(0) + values.stream().mapToInt(value -> value).sum());
    }

    private static PairDStream<String, Integer> beginning(
            PairDStream<String, Integer> pairs, Partitioner partitioner, Object... states) {
        return pairs.updateStateByKey(UpdatedStates::add, partitioner, states(pairs, states));
    }

    /** An RDD of keys and values, which stand one after the other. */
    static PairRDD<String, Integer> states(PairDStream<String, Integer> pairs, Object... states) {
        return Placement.pairs(pairs.context().sakiaContext(), states);
    }

    private static void twice(Target target) {
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                PairDStream<String, Integer> pairs =
                        ssc.source(new MemorySource<Integer>("numbers")).mapToPair(number -> Pair.of("all", number));
                beginning(pairs, new HashPartitioner(2), "a", 1, "b", 2, "a", 3).print();
            });
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("updateStateByKey")
                    .hasMessageContaining("the initial states have key a more than once: give each key one state");
        }
    }

    private static void unknownType(Target target) {
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                PairRDD<String, StateSafety.Tally> states =
                        ssc.sakiaContext().parallelizePairs(List.of(Pair.of("all", new StateSafety.Tally())), 1);
                ssc.source(new MemorySource<Integer>("numbers"))
                        .mapToPair(number -> Pair.of("all", number))
                        .updateStateByKey(
                                (List<Integer> values, Optional<StateSafety.Tally> tally) -> tally,
                                new HashPartitioner(2),
                                states)
                        .print();
            });
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("add ssc.types(StateSafety.Tally.class) to the program");
        }
    }
}
