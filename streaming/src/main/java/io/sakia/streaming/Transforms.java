package io.sakia.streaming;

import io.sakia.function.Function2;
import io.sakia.function.Function3;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.rdd.RDD;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import io.sakia.streaming.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Functions of RDDs that run on the driver, once a batch: {@code transform} and its kin. The RDD of a stream of pairs is handed over as
 * a PairRDD, whatever the type that the function declares.
 */
final class Transforms {
    private Transforms() {}

    static <T, R> Operator<R> one(
            Origin origin, DStream<T> stream, Function2<RDD<T>, Time, ? extends RDD<R>> function) {
        return Operators.unary(
                origin,
                stream.operator(),
                (plan, batch, at) -> plan(at, () -> function.call(stream.rdd(plan), batch.time())));
    }

    /** The function may declare a narrower RDD for the second, which is what {@code other} makes. */
    static <T, U, S extends RDD<U>, R> Operator<R> two(
            Origin origin, DStream<T> stream, DStream<U> other, Function3<RDD<T>, S, Time, ? extends RDD<R>> function) {
        stream.context().requireSame(origin, other);
        return Operators.binary(
                origin,
                stream.operator(),
                other.operator(),
                (left, right, batch, at) -> plan(
                        at, () -> function.call(stream.rdd(left), Transforms.<U, S>rdd(other, right), batch.time())));
    }

    static <R> Operator<R> many(
            StreamingContext context,
            Origin origin,
            List<? extends DStream<?>> streams,
            Function2<List<RDD<?>>, Time, ? extends RDD<R>> function) {
        if (streams.isEmpty()) {
            throw new IllegalArgumentException(origin + " needs at least one stream");
        }
        streams.forEach(stream -> context.requireSame(origin, stream));
        List<DStream<?>> given = List.copyOf(streams);
        return Operators.many(
                origin,
                given.stream().map(DStream::operator).toList(),
                (plans, batch, at) -> plan(at, () -> {
                    List<RDD<?>> rdds = new ArrayList<>(plans.size());
                    for (int i = 0; i < plans.size(); i++) {
                        rdds.add(rdd(given.get(i), plans.get(i)));
                    }
                    return function.call(rdds, batch.time());
                }));
    }

    @SuppressWarnings("unchecked") // a stream's operator gives plans of its records
    private static <U, S extends RDD<U>> S rdd(DStream<U> stream, Plan<?> plan) {
        return (S) stream.rdd((Plan<U>) plan);
    }

    private static <R> Plan<R> plan(Origin at, Callable<? extends RDD<R>> call) {
        RDD<R> rdd;
        try {
            rdd = call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the function of " + at + " failed: " + e, e);
        }
        if (rdd == null) {
            throw new IllegalStateException(
                    "the function of " + at + " gave null instead of an RDD: give an empty one to put nothing out");
        }
        return rdd.plan();
    }
}
