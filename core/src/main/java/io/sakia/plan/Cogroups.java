package io.sakia.plan;

import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.Quad;
import io.sakia.Triple;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import java.util.List;

/**
 * Cogroups of two, three and four inputs with their types: for each key of any input its values in each, in the order of the
 * input's partitions.
 *
 * <pre>
 *   (a,1) (b,2) and (a,x) give (a,([1],[x])) (b,([2],[]))
 * </pre>
 */
public final class Cogroups {
    private static final Step<?, ?> TWO = step(values -> Pair.of(iterable(values.get(0)), iterable(values.get(1))));
    private static final Step<?, ?> THREE =
            step(values -> Triple.of(iterable(values.get(0)), iterable(values.get(1)), iterable(values.get(2))));
    private static final Step<?, ?> FOUR = step(values -> Quad.of(
            iterable(values.get(0)), iterable(values.get(1)), iterable(values.get(2)), iterable(values.get(3))));

    private Cogroups() {}

    /** Two inputs. */
    public static <K, V, W> Plan<Pair<K, Pair<Iterable<V>, Iterable<W>>>> of(
            Origin origin, Partitioner partitioner, Plan<Pair<K, V>> first, Plan<Pair<K, W>> second) {
        return typed(origin, partitioner, List.of(first, second), TWO);
    }

    /** Three inputs. */
    public static <K, V, W1, W2> Plan<Pair<K, Triple<Iterable<V>, Iterable<W1>, Iterable<W2>>>> of(
            Origin origin,
            Partitioner partitioner,
            Plan<Pair<K, V>> first,
            Plan<Pair<K, W1>> second,
            Plan<Pair<K, W2>> third) {
        return typed(origin, partitioner, List.of(first, second, third), THREE);
    }

    /** Four inputs. */
    public static <K, V, W1, W2, W3> Plan<Pair<K, Quad<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>>> of(
            Origin origin,
            Partitioner partitioner,
            Plan<Pair<K, V>> first,
            Plan<Pair<K, W1>> second,
            Plan<Pair<K, W2>> third,
            Plan<Pair<K, W3>> fourth) {
        return typed(origin, partitioner, List.of(first, second, third, fourth), FOUR);
    }

    @SuppressWarnings("unchecked")
    private static <K, R> Plan<Pair<K, R>> typed(
            Origin origin,
            Partitioner partitioner,
            List<? extends Plan<? extends Pair<K, ?>>> inputs,
            Step<?, ?> step) {
        Plan<Pair<K, List<List<Object>>>> grouped = KeyedPlans.cogroup(origin, partitioner, inputs);
        return new NarrowNode<>(
                origin, grouped, (Step<Pair<K, List<List<Object>>>, Pair<K, R>>) (Step<?, ?>) step, true);
    }

    private static Step<?, ?> step(Function<List<List<Object>>, Object> values) {
        Function<Pair<Object, List<List<Object>>>, Pair<Object, Object>> function =
                group -> Pair.of(group.key(), values.call(group.value()));
        return new Step.Map<>(TaskFunction.shared(function));
    }

    private static Iterable<Object> iterable(List<Object> values) {
        return values;
    }
}
