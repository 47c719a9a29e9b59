package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.ONE;
import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.MapWithStateDStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import io.sakia.streaming.time.Time;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code mapWithState} by specification: timeouts, initial states, snapshots, functions that see the time. */
public final class MappedStates {
    private MappedStates() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(timeouts());
        cases.addAll(initial());
        cases.addAll(snapshots());
        cases.addAll(forms());
        return cases;
    }

    private static List<Case> timeouts() {
        return List.of(
                stream("a key that stays away times out")
                        .pairs("[(a,1)] [(b,2)] [(b,3)] [] [] []")
                        .gives("[a1] [b2] [a1! b5] [] [b5!] []", pairs -> timed(pairs, TWO)),
                stream("a key that comes in the batch in which it would time out does not")
                        .pairs("[(a,1)] [] [(a,2)] [] []")
                        .gives("[a1] [] [a3] [] [a3!]", pairs -> timed(pairs, TWO)),
                stream("a timeout of one batch")
                        .pairs("[(a,1)] [(a,2)] [] [(a,4)]")
                        .gives("[a1] [a3] [a3!] [a4]", pairs -> timed(pairs, ONE)),
                stream("a timeout between two batches ends with the later")
                        .pairs("[(a,1)] [] [] []")
                        .gives("[a1] [] [a1!] []", pairs -> timed(pairs, Duration.ofMillis(1500))),
                stream("a key that is only looked at has come")
                        .pairs("[(a,1)] [(a,0)] [] [] []")
                        .gives("[a1] [a1?] [] [a1!] []", pairs -> timed(pairs, TWO)),
                stream("a key without a state does not time out")
                        .pairs("[(a,0)] [(b,1) (b,-1)] [] [] []")
                        .gives("[a?] [b1 b-] [] [] []", pairs -> timed(pairs, TWO)),
                stream("keys time out after the pairs of the batch, in the order in which they came last")
                        .pairs("[(b,1) (a,1)] [(c,1)] [(b,1)] [] [(d,1)] [] []")
                        .givesInOrder("[b1 a1] [c1] [b2] [a1!] [d1 c1!] [b2!] []", pairs -> onePartition(pairs, 3)),
                stream("under a window with a slide, keys time out at slides")
                        .pairs("[(a,1)] [] [] [] [] [(b,1)]")
                        .gives("- [a1] - [a1!] - [b1]", pairs -> timed(pairs.window(TWO, TWO), ONE)),
                stream("a key may come again after it timed out")
                        .pairs("[(a,1)] [] [] [(a,5)] [(a,1)]")
                        .gives("[a1] [] [a1!] [a5] [a6]", pairs -> timed(pairs, TWO)),
                scenario("a state that is timing out can't be updated", MappedStates::updatedTooLate),
                scenario(
                        "a timeout is at least a millisecond",
                        target -> assertThatThrownBy(() ->
                                        StateSpec.function(MappedStates::follow).timeout(Duration.ZERO))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessage(
                                        "a timeout of 0ms would let no state live: give at least 1ms, and best several"
                                                + " batch intervals")));
    }

    private static List<Case> initial() {
        return List.of(
                stream("mapWithState begins with the states that it is given")
                        .pairs("[(a,1)] [(b,1) (c,1)] [(a,1)]")
                        .gives(
                                "[a6] [b8 c1] [a7]",
                                pairs -> pairs.mapWithState(
                                        spec().initialState(UpdatedStates.states(pairs, "a", 5, "b", 7)))),
                stream("initial states time out, counted from the first batch")
                        .pairs("[] [(a,1)] [] [] []")
                        .gives(
                                "[] [a6] [b7!] [a6!] []",
                                pairs -> pairs.mapWithState(
                                        spec().initialState(UpdatedStates.states(pairs, "a", 5, "b", 7))
                                                .timeout(TWO))),
                stream("initial states are in the first snapshot")
                        .pairs("[] [(a,1)]")
                        .gives(
                                "[(a,5) (b,7)] [(a,6) (b,7)]",
                                pairs -> pairs.mapWithState(
                                                spec().initialState(UpdatedStates.states(pairs, "a", 5, "b", 7)))
                                        .stateSnapshots()));
    }

    private static List<Case> snapshots() {
        return List.of(
                stream("stateSnapshots has all states after each batch", "MapWithStateDStream.stateSnapshots()")
                        .pairs("[(a,1)] [(b,2)] [] [(a,3) (b,-1)]")
                        .gives(
                                "[(a,1)] [(a,1) (b,2)] [(a,1) (b,2)] [(a,4)]",
                                pairs -> pairs.mapWithState(spec()).stateSnapshots()),
                stream("stateSnapshots without states that have timed out")
                        .pairs("[(a,1)] [(b,2)] [] []")
                        .gives(
                                "[(a,1)] [(a,1) (b,2)] [(b,2)] []",
                                pairs -> timed(pairs, TWO).stateSnapshots()),
                stream("stateSnapshots of a function with a class")
                        .pairs("[(a,1)] [(b,2)]")
                        .gives(
                                "[(a,1)] [(a,1) (b,2)]",
                                pairs -> pairs.mapWithState(Integer.class, States::add)
                                        .stateSnapshots()),
                stream("stateSnapshots is placed by key and joined where it is")
                        .pairs("[(a,1)] [(b,2)] [(a,3)]")
                        .gives(
                                "[(a,(1,1))] [(b,(2,2))] [(a,(3,4))]",
                                pairs -> pairs.join(pairs.mapWithState(spec()).stateSnapshots())),
                stream("stateSnapshots and what the function gives, of one step", "MapWithStateDStream.named(String)")
                        .pairs("[(a,1)] [(a,2)]")
                        .gives("[a1 (a,1)] [a3 (a,3)]", pairs -> {
                            MapWithStateDStream<String, Integer, Integer, String> states =
                                    pairs.mapWithState(spec()).named("states");
                            return states.union(states.stateSnapshots().map(String::valueOf));
                        }),
                stream("stateSnapshots comes with the slide of its input")
                        .pairs("[(a,1)] [(b,2)] [(a,3)] []")
                        .gives(
                                "- [(a,1) (b,2)] - [(a,4) (b,2)]",
                                pairs -> pairs.window(TWO, TWO)
                                        .mapWithState(spec())
                                        .stateSnapshots()));
    }

    private static List<Case> forms() {
        return List.of(
                stream("a function that sees the time and may give nothing")
                        .pairs("[(a,1)] [(a,2) (b,1)] [] [(a,1)]")
                        .gives("[] [a3] [] [a4]", pairs -> pairs.mapWithState(StateSpec.function(MappedStates::late))),
                stream("mapWithState with a hash partitioner")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .gives(
                                "[7 a1 b2] [7 a4]",
                                pairs -> Placement.withPartitions(
                                        pairs.mapWithState(spec().partitioner(new HashPartitioner(7))))),
                scenario(
                        "mapWithState with another partitioner is refused",
                        target -> assertThatThrownBy(() -> spec().partitioner(new Placement.ByLetter(3)))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessage(
                                        "mapWithState keeps its states in key groups, which ByLetter[numPartitions=3] can't"
                                                + " place: give a HashPartitioner or numPartitions, and place what comes out by"
                                                + " partitionBy")),
                scenario("a specification is not changed by its methods", target -> {
                    StateSpec<String, Integer, Integer, String> plain = spec();
                    assertThat(plain.timeout(TWO).numPartitions(3).timeout()).isEqualTo(TWO);
                    assertThat(plain).isEqualTo(new StateSpec<>(plain.function(), null, null, null));
                }));
    }

    private static StateSpec<String, Integer, Integer, String> spec() {
        return StateSpec.function(MappedStates::follow);
    }

    private static MapWithStateDStream<String, Integer, Integer, String> timed(
            PairDStream<String, Integer> pairs, Duration timeout) {
        return pairs.mapWithState(spec().timeout(timeout));
    }

    private static MapWithStateDStream<String, Integer, Integer, String> onePartition(
            PairDStream<String, Integer> pairs, int seconds) {
        return pairs.mapWithState(spec().timeout(Duration.ofSeconds(seconds)).numPartitions(1));
    }

    /** Keeps a sum: looks at 0, forgets below 0; marks a key that is looked at by ?, one that times out by !. */
    static String follow(String key, Optional<Integer> value, State<Integer> state) {
        if (state.isTimingOut()) {
            return key + state.get() + value.map(String::valueOf).orElse("!");
        }
        if (value.orElseThrow() == 0) {
            return key + state.getOption().map(String::valueOf).orElse("") + "?";
        }
        if (value.get() < 0) {
            state.remove();
            return key + "-";
        }
        int sum = state.getOption().orElse(0) + value.get();
        state.update(sum);
        return key + sum;
    }

    /** Keeps a sum, and gives it from the second second on, if it is not 1. */
    private static Optional<String> late(Time time, String key, Optional<Integer> value, State<Integer> state) {
        String sum = follow(key, value, state);
        return time.milliseconds() % 60_000 < 2_000 || sum.endsWith("1") ? Optional.empty() : Optional.of(sum);
    }

    private static void updatedTooLate(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .mapToPair(number -> Pair.of("all", number))
                    .mapWithState(StateSpec.function((String key, Optional<Integer> value, State<Integer> state) -> {
                                state.update(1);
                                return key;
                            })
                            .timeout(ONE))
                    .print());
            numbers.add(1);
            tester.tick();
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("mapWithState 'mapWithState(numbers)' at MappedStates.java:")
                    .hasMessageContaining("the state of key all is timing out and can't be updated");
        }
    }
}
