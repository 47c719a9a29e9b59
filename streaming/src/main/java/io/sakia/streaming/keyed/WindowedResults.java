package io.sakia.streaming.keyed;

import io.sakia.function.FlatMapFunction;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Step;
import io.sakia.streaming.graph.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * A step by event time, with the two things that it puts out: its results, and the records that came too late for it.
 *
 * <pre>
 *   step ── [result, late record, result] ─┬─ results: what the operator puts out, under whose name the states are kept
 *                                          └─ late records
 * </pre>
 *
 * @param <T> the records
 */
public final class WindowedResults<K, T> {
    private final KeyedOperator<K, ?, ?, Object> operator;

    WindowedResults(KeyedOperator<K, ?, ?, Object> operator) {
        this.operator = operator;
    }

    /** What a step's operator does with what it has made: leaves the late records out, and gives the results of windows one by one. */
    static KeyedOperator.Output<Object> output() {
        FlatMapFunction<Object, Object> results = WindowedResults::results;
        Step<Object, Object> step = new Step.FlatMap<>(TaskFunction.shared(results));
        return (origin, records) -> new NarrowNode<>(origin, records, step, false);
    }

    @SuppressWarnings("unchecked") // an Iterable only gives
    private static Iterable<Object> results(Object each) {
        if (each instanceof WindowResults<?, ?> window) {
            return (Iterable<Object>) (Iterable<?>) window;
        }
        return each instanceof LateRecord ? List.of() : List.of(each);
    }

    /**
     * The results.
     *
     * @param <R> what the step was made to put out
     */
    @SuppressWarnings("unchecked") // whoever has made the step knows
    public <R> Operator<R> results() {
        return (Operator<R>) (Operator<?>) operator;
    }

    /** The records that came too late. */
    public Operator<T> late(Origin origin) {
        FlatMapFunction<StepResult<Object>, T> late = result -> lateRecords(result.records());
        return operator.beside(origin, new Step.FlatMap<>(TaskFunction.shared(late)), false);
    }

    @SuppressWarnings("unchecked") // late records are those that came in
    private static <T> List<T> lateRecords(List<Object> records) {
        List<T> late = new ArrayList<>();
        for (Object each : records) {
            if (each instanceof LateRecord record) {
                late.add((T) record.record());
            }
        }
        return late;
    }
}
