package io.sakia.streaming;

import io.sakia.Pair;
import io.sakia.plan.Origin;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import java.util.ArrayList;
import java.util.List;

/** Several streams as one. */
final class Unions {
    private Unions() {}

    static <T> DStream<T> of(
            StreamingContext context, Origin origin, DStream<T> first, List<? extends DStream<T>> others) {
        return new DStream<>(context, united(context, origin, first, others));
    }

    static <K, V> PairDStream<K, V> ofPairs(
            StreamingContext context, Origin origin, PairDStream<K, V> first, List<PairDStream<K, V>> others) {
        return new PairDStream<>(context, Unions.<Pair<K, V>>united(context, origin, first, others));
    }

    private static <T> Operator<T> united(
            StreamingContext context, Origin origin, DStream<T> first, List<? extends DStream<T>> others) {
        List<Operator<T>> operators = new ArrayList<>(others.size() + 1);
        context.requireSame(origin, first);
        operators.add(first.operator());
        for (DStream<T> other : others) {
            context.requireSame(origin, other);
            operators.add(other.operator());
        }
        return Operators.union(origin, operators);
    }
}
