package io.sakia.streaming.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.connector.Source;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.Step;
import io.sakia.streaming.keyed.KeyedOperators;
import io.sakia.streaming.keyed.StoredTypes;
import io.sakia.streaming.source.QueueSource;
import io.sakia.streaming.state.StateHome;
import io.sakia.streaming.state.StateMemory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final List<Operator<?>> defined = new ArrayList<>();
    private final List<OutputOperation> outputs = new ArrayList<>();

    private <O extends Operator<?>> O add(O operator) {
        defined.add(operator);
        return operator;
    }

    private Operator<Pair<String, Long>> source() {
        Source<Pair<String, Long>, ?> queue = new QueueSource<>(new ArrayDeque<>(), true);
        return add(new SourceOperator<>(new Origin("source", null, "Clicks.java", 1), queue));
    }

    private Operator<Pair<String, Long>> map(Operator<Pair<String, Long>> input) {
        Function<Pair<String, Long>, Pair<String, Long>> same = pair -> pair;
        Origin origin = Origin.internal("map");
        return add(Operators.narrow(origin, input, new Step.Map<>(TaskFunction.of(origin, same)), false));
    }

    private Operator<Pair<String, Long>> state(Operator<Pair<String, Long>> input, int line) {
        return add(new KeyedOperators(new StateHome("run", StateMemory.of(Map.of())), new StoredTypes(List.of()))
                .updateStateByKey(
                        new Origin("updateStateByKey", null, "Clicks.java", line),
                        input,
                        new HashPartitioner(2),
                        null,
                        (List<Long> values, Optional<Long> state) -> state));
    }

    private void print(Operator<?> operator) {
        outputs.add(new OutputOperation(Origin.internal("print"), operator) {
            @Override
            public void run(OutputScope scope, Batch batch) {}
        });
    }

    private void assign() {
        Names.assign(new StreamGraph(defined, outputs));
    }

    @Test
    void aStateIsNamedByWhatItStandsOn() {
        Operator<Pair<String, Long>> state = state(source(), 2);
        Operator<Pair<String, Long>> outer = state(state, 3);
        print(outer);

        assign();

        assertThat(state.name()).isEqualTo("updateStateByKey(queue)");
        assertThat(outer.name()).isEqualTo("updateStateByKey(updateStateByKey(queue))");
        assertThat(outputs.get(0).name()).isEqualTo("print(updateStateByKey(updateStateByKey(queue)))");
    }

    @Test
    void aStatelessStepInBetweenChangesNoName() {
        Operator<Pair<String, Long>> inserted = map(map(source()));
        inserted.name("cleaned");
        Operator<Pair<String, Long>> state = state(inserted, 2);
        print(state);

        assign();

        assertThat(state.name()).isEqualTo("updateStateByKey(queue)");
    }

    @Test
    void inputsOfTheSameDescriptionAreNumbered() {
        Operator<Pair<String, Long>> first = source();
        Operator<Pair<String, Long>> second = source();
        print(first);
        print(second);

        assign();

        assertThat(first.name()).isEqualTo("queue");
        assertThat(second.name()).isEqualTo("queue #2");
    }

    @Test
    void statesThatCannotBeToldApartAreRefused() {
        Operator<Pair<String, Long>> input = source();
        print(state(input, 2));
        print(state(map(input), 3));

        assertThatThrownBy(this::assign)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two operators have the name 'updateStateByKey(queue)'")
                .hasMessageContaining("at Clicks.java:2")
                .hasMessageContaining("at Clicks.java:3")
                .hasMessageContaining(".named(");
    }

    @Test
    void aNameThatTheUserGaveStays() {
        Operator<Pair<String, Long>> input = source();
        Operator<Pair<String, Long>> clicks = state(input, 2);
        clicks.name("clicks");
        print(clicks);
        print(state(map(input), 3));

        assign();

        assertThat(clicks.name()).isEqualTo("clicks");
    }
}
