package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.plan.Origin;
import io.sakia.streaming.graph.Operator;

/** What {@code mapWithState} defines: the records that its function gives, and the states behind them. */
public final class MappedStates<K, S, M> {
    private final KeyedOperator<K, ?, ?, M> operator;

    MappedStates(KeyedOperator<K, ?, ?, M> operator) {
        this.operator = operator;
    }

    /** What the function gives. */
    public Operator<M> records() {
        return operator;
    }

    /** All keys with their states after each batch. From here on each step puts them out, at the cost of a copy of every state. */
    public Operator<Pair<K, S>> snapshots(Origin origin) {
        return operator.snapshots(origin);
    }
}
