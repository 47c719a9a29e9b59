package io.sakia.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskFunctionTest {
    private record Limits(int low, String name) implements Serializable {}

    private static final class Counter {
        private int count;
    }

    private static <T, R> TaskFunction<Function<T, R>> of(Function<T, R> function) {
        return TaskFunction.of("map at Test.java:1", function);
    }

    @Test
    void sharesAFunctionThatCapturedNothing() {
        TaskFunction<Function<Integer, Integer>> function = of(x -> x + 1);

        assertThat(function.isShared()).isTrue();
        assertThat(function.get()).isSameAs(function.get());
    }

    @Test
    void sharesAFunctionWhoseCapturesCannotChange() {
        int number = 7;
        String text = "seven";
        Limits limits = new Limits(1, "low");
        List<Integer> fixed = List.of(1, 2);
        Function<Integer, Integer> inner = x -> x + number;
        Accumulator<Long, Long> counter =
                new Accumulator<>("n", Aggregate.<Long, Long, Long>of(() -> 0L, Long::sum, Long::sum, n -> n));

        assertThat(of((Integer x) -> {
                            counter.add(1L);
                            return inner.call(x) + number + text.length() + limits.low() + fixed.get(0);
                        })
                        .isShared())
                .isTrue();
    }

    @Test
    void copiesWhatCanChangeWhenTheOperatorIsDefined() throws Exception {
        List<String> captured = new ArrayList<>(List.of("before"));
        TaskFunction<Function<Integer, Integer>> function = of(x -> captured.size());

        captured.add("after");

        assertThat(function.isShared()).isFalse();
        assertThat(function.get().call(0)).isEqualTo(1);
    }

    @Test
    void givesEachTaskACopyOfItsOwn() throws Exception {
        int[] seen = {0};
        TaskFunction<Function<Integer, Integer>> function = of(x -> ++seen[0]);

        Function<Integer, Integer> first = function.get();
        first.call(0);
        first.call(0);
        Function<Integer, Integer> second = function.get();

        assertThat(first.call(0)).isEqualTo(3);
        assertThat(second.call(0)).isEqualTo(1);
        assertThat(seen[0]).isZero();
    }

    @Test
    void findsWhatCanChangeDeepInside() throws Exception {
        int[] counter = {0};
        Function<Integer, Integer> counting = x -> ++counter[0];
        TaskFunction<Function<Integer, Integer>> function = of(x -> counting.call(x));

        function.get().call(0);

        assertThat(function.isShared()).isFalse();
        assertThat(counter[0]).isZero();
    }

    @Test
    void refusesWhatCannotBeCopiedAndNamesIt() {
        Counter counter = new Counter();

        assertThatThrownBy(() -> of(x -> counter.count++))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("map at Test.java:1")
                .hasMessageContaining("captures a " + Counter.class.getName() + ", which")
                .hasMessageContaining("capture only the values that are needed");
    }

    private record Unserialisable(int most) {}

    @Test
    void travelsAsItWasWhenTheOperatorWasDefined() throws Exception {
        List<Object> captured = new ArrayList<>(List.of("then"));
        TaskFunction<Function<Integer, Object>> function = of(x -> captured.get(captured.size() - 1));

        captured.add(new Unserialisable(1));

        TaskFunction<Function<Integer, Object>> arrived = travel(function);
        assertThat(arrived.get().call(0)).isEqualTo("then");
        assertThat(travel(arrived).get().call(0)).isEqualTo("then");
    }

    @Test
    void refusesACaptureThatCouldNotReachAnotherProcessThoughItCannotChange() {
        Unserialisable captured = new Unserialisable(3);

        assertThatThrownBy(() -> of((Integer x) -> x <= captured.most()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("captures a " + Unserialisable.class.getName() + ", which");
    }

    @SuppressWarnings("unchecked")
    private static <F> TaskFunction<F> travel(TaskFunction<F> function) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(function);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (TaskFunction<F>) in.readObject();
        }
    }
}
