package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.ONE;
import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.StreamTable.stream;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** State by key, as tables tell it. */
public final class States {
    private States() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(updates());
        cases.addAll(mappings());
        cases.addAll(chains());
        return cases;
    }

    private static List<Case> updates() {
        return List.of(
                stream("updateStateByKey puts out all states in each batch", "PairDStream.updateStateByKey(Function2)")
                        .pairs("[(a,1) (a,2)] [(b,1)] [] [(a,3)]")
                        .gives("[(a,3)] [(a,3) (b,1)] [(a,3) (b,1)] [(a,6) (b,1)]", States::totals),
                stream("updateStateByKey over an empty stream").pairs("[] []").gives("[] []", States::totals),
                stream("updateStateByKey: a state that is empty is removed")
                        .pairs("[(a,1) (b,1)] [(a,-1)] [] [(a,5)]")
                        .gives(
                                "[(a,1) (b,1)] [(b,1)] [(b,1)] [(a,5) (b,1)]",
                                pairs -> pairs.updateStateByKey((List<Integer> values, Optional<Integer> total) ->
                                        Optional.of(total.orElse(0) + sum(values))
                                                .filter(sum -> sum != 0))),
                stream("updateStateByKey: a key need not get a state")
                        .pairs("[(a,1) (b,9)] [(a,1)]")
                        .gives(
                                "[(b,9)] [(b,9)]",
                                pairs -> pairs.updateStateByKey(
                                        (List<Integer> values, Optional<Integer> best) -> values.stream()
                                                .filter(value -> value > 5)
                                                .findFirst()
                                                .or(() -> best))),
                stream("updateStateByKey is called for keys that get no value")
                        .pairs("[(a,2)] [] [(b,1)] []")
                        .gives(
                                "[(a,2)] [(a,1)] [(b,1)] []",
                                pairs -> pairs.updateStateByKey((List<Integer> values, Optional<Integer> left) ->
                                        Optional.of(values.isEmpty() ? left.orElse(0) - 1 : sum(values))
                                                .filter(count -> count > 0))),
                stream("updateStateByKey gets the values of a batch in order")
                        .words("[a1 b2 a3] [a4 a5]")
                        .gives(
                                "[(a,13) (b,2)] [(a,1345) (b,2)]",
                                words -> words.mapToPair(word -> Pair.of(word.substring(0, 1), word.substring(1)))
                                        .updateStateByKey((List<String> values, Optional<String> text) ->
                                                Optional.of(text.orElse("") + String.join("", values)))),
                stream("updateStateByKey with a state of another type")
                        .pairs("[(a,1) (a,2)] [(a,1) (b,5)]")
                        .gives("[(a,[1,2])] [(a,[1,2,1]) (b,[5])]", pairs -> pairs.updateStateByKey(States::remember)));
    }

    private static List<Case> mappings() {
        return List.of(
                stream("mapWithState sees each pair with its state", "PairDStream.mapWithState(Class,Function3)")
                        .pairs("[(a,1) (a,2)] [(b,1)] [] [(a,3)]")
                        .gives(
                                "[(a,1) (a,3)] [(b,1)] [] [(a,6)]",
                                pairs -> pairs.mapWithState(Integer.class, States::add)),
                stream("mapWithState goes in the order of the batch")
                        .pairs("[(a,1) (b,10) (a,2) (b,20) (a,3)]")
                        .gives(
                                "[(a,1) (a,3) (a,6) (b,10) (b,30)]",
                                pairs -> pairs.mapWithState(Integer.class, States::add)),
                stream("mapWithState removes a state")
                        .pairs("[(a,1)] [(a,0)] [(a,5)]")
                        .gives(
                                "[a:none] [a:1] [a:none]",
                                pairs -> pairs.mapWithState(Integer.class, States::removeAtZero)),
                stream("mapWithState removes and sets a state in one batch")
                        .pairs("[(a,1) (a,0) (a,3)] [(a,9)]")
                        .gives(
                                "[a:none a:1 a:none] [a:3]",
                                pairs -> pairs.mapWithState(Integer.class, States::removeAtZero)),
                stream("mapWithState need not touch the state")
                        .pairs("[(a,1)] [(a,2)]")
                        .gives(
                                "[a1false] [a2false]",
                                pairs -> pairs.mapWithState(
                                        Integer.class, (key, value, state) -> key + value + state.exists())),
                stream("mapWithState by a specification", "PairDStream.mapWithState(StateSpec)")
                        .pairs("[(a,1) (a,2)] [(b,1)] [(a,3)]")
                        .gives(
                                "[(a,1) (a,3)] [(b,1)] [(a,6)]",
                                pairs -> pairs.mapWithState(StateSpec.function(States::addOptional))),
                stream("mapWithState by a specification in so many partitions")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .gives("[7 (a,1) (b,2)] [7 (a,4)]", States::inSevenPartitions));
    }

    private static List<Case> chains() {
        return List.of(
                stream("a window over state has the states of the last batches")
                        .pairs("[(a,1)] [(a,2)] [] []")
                        .gives(
                                "[(a,1)] [(a,1) (a,3)] [(a,3) (a,3)] [(a,3) (a,3)]",
                                pairs -> totals(pairs).window(TWO)),
                stream("state under a slower slide advances in each batch")
                        .pairs("[(a,1)] [(a,2)] [(a,3)] [(b,4)]")
                        .gives(
                                "- [(a,3)] - [(a,6) (b,4)]",
                                pairs -> totals(pairs).window(ONE, TWO)),
                stream("state over a window advances once a slide")
                        .pairs("[(a,1)] [(a,2)] [(a,3)] [] [] []")
                        .gives("- [(a,3)] - [(a,6)] - [(a,6)]", pairs -> totals(pairs.window(TWO, TWO))),
                stream("state over a window that overlaps counts a record each time")
                        .pairs("[(a,1)] [] []")
                        .gives("[(a,1)] [(a,2)] [(a,2)]", pairs -> totals(pairs.window(TWO))),
                stream("state over state")
                        .pairs("[(a,1)] [(b,1)] [(a,1)]")
                        .gives("[(a,1)] [(a,2) (b,1)] [(a,4) (b,2)]", pairs -> totals(totals(pairs))),
                stream("mapWithState over a reduction")
                        .pairs("[(a,1) (a,2)] [(a,3) (b,1)]")
                        .gives(
                                "[(a,3)] [(a,6) (b,1)]",
                                pairs -> pairs.reduceByKey(Integer::sum).mapWithState(Integer.class, States::add)),
                stream("two states of one stream")
                        .pairs("[(a,1)] [(a,5)] [(a,2)]")
                        .gives("[(a,(1,1))] [(a,(6,5))] [(a,(8,5))]", States::totalAndMost),
                stream("a state joined with the batch")
                        .pairs("[(a,1)] [(b,2)] [(a,3)]")
                        .gives("[(a,(1,1))] [(b,(2,2))] [(a,(3,4))]", pairs -> pairs.join(totals(pairs))));
    }

    static PairDStream<String, Integer> totals(PairDStream<String, Integer> pairs) {
        return pairs.updateStateByKey(
                (List<Integer> values, Optional<Integer> total) -> Optional.of(total.orElse(0) + sum(values)));
    }

    static Pair<String, Integer> add(String key, int value, State<Integer> state) {
        int total = state.getOption().orElse(0) + value;
        state.update(total);
        return Pair.of(key, total);
    }

    private static Pair<String, Integer> addOptional(String key, Optional<Integer> value, State<Integer> state) {
        return add(key, value.orElseThrow(), state);
    }

    private static String removeAtZero(String key, int value, State<Integer> state) {
        String before = key + ":" + (state.exists() ? state.get() : "none");
        if (value == 0) {
            state.remove();
        } else {
            state.update(value);
        }
        return before;
    }

    private static Optional<List<Integer>> remember(List<Integer> values, Optional<List<Integer>> state) {
        List<Integer> all = state.orElseGet(ArrayList::new);
        all.addAll(values);
        return Optional.of(all);
    }

    /** What the states give, and the number of partitions. */
    private static DStream<?> inSevenPartitions(PairDStream<String, Integer> pairs) {
        return pairs.mapWithState(StateSpec.function(States::addOptional).numPartitions(7))
                .transform(rdd -> rdd.map(String::valueOf)
                        .union(rdd.context().parallelize(List.of("" + rdd.getNumPartitions()), 1)));
    }

    private static DStream<?> totalAndMost(PairDStream<String, Integer> pairs) {
        PairDStream<String, Integer> most = pairs.updateStateByKey((List<Integer> values, Optional<Integer> best) ->
                        Optional.of(values.stream().reduce(best.orElse(0), Math::max)))
                .named("most");
        return totals(pairs).named("total").join(most);
    }

    private static int sum(List<Integer> values) {
        return values.stream().mapToInt(value -> value).sum();
    }
}
