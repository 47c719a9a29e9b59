package io.sakia.streaming.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.StorageLevel;
import io.sakia.connector.codec.Migration;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.event.BatchInfo.StateInfo;
import io.sakia.streaming.source.QueueSource;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StoredOperator;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The text of a graph for a fixed set of programs, to the letter. */
class StreamExplanationTest {
    private static final BatchInterval SECOND = BatchInterval.fixed(Durations.seconds(1));

    private final List<Operator<?>> defined = new ArrayList<>();
    private final List<OutputOperation> outputs = new ArrayList<>();

    @Test
    void aChainEndsInItsOutput() {
        print(map(map(source(1), 2), 3), "print", 4);

        assertThat(explained()).isEqualTo("""
                        Batches every 1s

                        Stream 1
                          source     Visits.java:1   reads queue
                          map        Visits.java:2
                          map        Visits.java:3
                          └► print   Visits.java:4""");
    }

    @Test
    void aGraphIsCutWhereItIsReadTwice() {
        Operator<String> words = map(source(1), 2);
        Operator<String> totals = state(words, "updateStateByKey", 3, "");
        print(totals, "print", 4);
        Operator<String> recent = window(map(words, 5), 6);
        print(recent, "saveAsTextFiles", 7);
        print(recent, "print", 8);

        assertThat(explained()).isEqualTo("""
                        Batches every 1s

                        Stream 1
                          source               Visits.java:1   reads queue
                          map                  Visits.java:2

                        Stream 2
                          ◄ stream 1
                          updateStateByKey     Visits.java:3   state 'updateStateByKey(queue)'
                          └► print             Visits.java:4

                        Stream 3 · every 2s
                          ◄ stream 1
                          map                  Visits.java:5
                          window               Visits.java:6   window of 10s every 2s
                          └► saveAsTextFiles   Visits.java:7
                          └► print             Visits.java:8""");
    }

    @Test
    void namesThatWereGivenStandWithOperations() {
        Operator<String> lines = source(1);
        lines.name("lines");
        Operator<String> louder = map(lines, 2);
        louder.name("louder");
        Operator<String> hot = state(louder, "reduceByKeyAndWindow", 3, "window of 1m every 10s");
        hot.name("hot");
        print(hot, "print", 4).name("screen");
        String before = explained();

        assertThat(before).isEqualTo("""
                        Batches every 1s

                        Stream 1
                          source 'lines'               Visits.java:1   reads queue
                          map 'louder'                 Visits.java:2
                          reduceByKeyAndWindow 'hot'   Visits.java:3   state, window of 1m every 10s
                          └► print 'screen'            Visits.java:4""");
        Names.assign(new StreamGraph(defined, outputs));
        assertThat(explained()).isEqualTo(before);
    }

    @Test
    void defaultNamesAreTheSameBeforeAndAfterTheyAreGiven() {
        print(state(source(1), "updateStateByKey", 2, ""), "print", 3);
        print(state(source(4), "updateStateByKey", 5, ""), "print", 6);
        String before = explained();

        assertThat(before).contains("state 'updateStateByKey(queue)'", "state 'updateStateByKey(queue #2)'");
        assertThat(defined).allMatch(operator -> operator.name() == null);
        Names.assign(new StreamGraph(defined, outputs));
        assertThat(explained()).isEqualTo(before);
    }

    @Test
    void streamsFlowTogether() {
        Operator<String> shared = source(1);
        Operator<String> joined = add(Operators.binary(
                at("join", 5), map(shared, 2), map(map(source(3), 4), 4), (first, second, batch, origin) -> first));
        print(add(Operators.union(at("union", 6), List.of(joined, shared))), "print", 7);

        assertThat(explained()).isEqualTo("""
                        Batches every 1s

                        Stream 1
                          source     Visits.java:1   reads queue

                        Stream 2
                          ◄ stream 1
                          map        Visits.java:2
                          ┌ source   Visits.java:3   reads queue
                          │ map      Visits.java:4   2 times
                          join       Visits.java:5
                          ┌ ◄ stream 1
                          union      Visits.java:6
                          └► print   Visits.java:7""");
    }

    @Test
    void operatorsOfOneCallAreOneLine() {
        Operator<Long> sums = Totals.of(
                at("count", 2),
                source(1),
                Aggregate.<String, Long, Long>of(() -> 0L, (n, word) -> n + 1, Long::sum, n -> n),
                true);
        print(add(sums), "print", 3);

        assertThat(explained()).isEqualTo("""
                        Batches every 1s

                        Stream 1
                          source     Visits.java:1   reads queue
                          count      Visits.java:2
                          └► print   Visits.java:3""");
    }

    @Test
    void whatIsKeptIsSaid() {
        print(add(Operators.cache(at("persist", 2), source(1), StorageLevel.MEMORY_AND_DISK)), "print", 3);

        assertThat(explained()).isEqualTo("""
                        Batches every 1s

                        Stream 1
                          source     Visits.java:1   reads queue
                          persist    Visits.java:2   kept MEMORY_AND_DISK
                          └► print   Visits.java:3""");
    }

    @Test
    void whatNothingNeedsIsSaid() {
        Operator<String> words = source(1);
        print(words, "print", 2);
        map(map(words, 3), 4);
        map(source(5), 6).name("forgotten");

        assertThat(explained()).isEqualTo("""
                        Batches every 1s

                        Stream 1
                          source     Visits.java:1   reads queue
                          └► print   Visits.java:2

                        Not computed, for no output needs it
                          map at Visits.java:4
                          map 'forgotten' at Visits.java:6""");
    }

    @Test
    void aProgramWithoutOutputsIsTold() {
        state(source(1), "updateStateByKey", 2, "");
        assertThat(StreamExplanation.of(defined, outputs, BatchInterval.selfClocked()))
                .isEqualTo("""
                        Batches self-clocked

                        Stream 1
                          source             Visits.java:1   reads queue
                          updateStateByKey   Visits.java:2   state 'updateStateByKey(queue)'

                        No output is defined: end a stream with print(), foreachRDD(…), saveAsTextFiles(…) or to(…)""");
        assertThat(StreamExplanation.of(List.of(), List.of(), SECOND)).startsWith("Batches every 1s\n\nNo output");
    }

    @Test
    void oneStreamIsExplainedByWhatIsAboveIt() {
        Operator<String> first = source(1);
        Operator<String> second = source(2);
        print(first, "print", 3);
        print(second, "print", 4);
        Operator<String> both = add(Operators.union(at("union", 5), List.of(second, state(second, "update", 6, ""))));
        map(both, 7);

        assertThat(StreamExplanation.of(defined, outputs, SECOND, both)).isEqualTo("""
                        Batches every 1s

                        Stream 1
                          source     Visits.java:2   reads queue

                        Stream 2
                          ◄ stream 1
                          ┌ ◄ stream 1
                          │ update   Visits.java:6   state 'update(queue)'
                          union      Visits.java:5""");
    }

    @Test
    void clashingNamesAreShownAndNotRefused() {
        Operator<String> words = source(1);
        print(state(words, "updateStateByKey", 2, ""), "print", 3);
        print(state(words, "updateStateByKey", 4, ""), "print", 5);

        assertThat(explained().split("state 'updateStateByKey\\(queue\\)'", -1)).hasSize(3);
        assertThatThrownBy(() -> Names.assign(new StreamGraph(defined, outputs)))
                .hasMessageContaining("two operators have the name 'updateStateByKey(queue)'");
    }

    private String explained() {
        return StreamExplanation.of(defined, outputs, SECOND);
    }

    private <O extends Operator<?>> O add(O operator) {
        defined.add(operator);
        return operator;
    }

    private Operator<String> source(int line) {
        return add(new SourceOperator<>(at("source", line), new QueueSource<String>(new ArrayDeque<>(), true)));
    }

    private Operator<String> map(Operator<String> input, int line) {
        Function<String, String> same = word -> word;
        Origin origin = at("map", line);
        return add(Operators.narrow(origin, input, new Step.Map<>(TaskFunction.of(origin, same)), false));
    }

    private Operator<String> window(Operator<String> input, int line) {
        return add(new WindowOperator<>(at("window", line), input, new WindowSpec(10_000, 2_000)));
    }

    private Operator<String> state(Operator<String> input, String operation, int line, String note) {
        return add(new StatefulOperator<>(at(operation, line), List.of(input)) {
            @Override
            public List<String> look(SakiaContext context, Batch batch, String key) {
                return List.of();
            }

            @Override
            public void step(SakiaContext context, Batch batch) {}

            @Override
            public void storeIn(StateFolder folder, @Nullable StoredOperator stored) {}

            @Override
            public Migration migration(StateFolder folder, StoredOperator stored) {
                return new Migration.Same();
            }

            @Override
            public StateInfo info() {
                return new StateInfo("state", 0, 0);
            }

            @Override
            public String note() {
                return note;
            }

            @Override
            protected Plan<String> compute(Batch batch) {
                return EmptyPlan.of(origin(), 0);
            }
        });
    }

    private OutputOperation print(Operator<?> operator, String operation, int line) {
        OutputOperation output = new OutputOperation(at(operation, line), operator) {
            @Override
            public void run(OutputScope scope, Batch batch) {}
        };
        outputs.add(output);
        return output;
    }

    private static Origin at(String operation, int line) {
        return new Origin(operation, null, "Visits.java", line);
    }
}
