package io.sakia.streaming;

import io.sakia.plan.Origin;
import io.sakia.plan.UserApi;
import io.sakia.streaming.error.ErrorPolicy;
import io.sakia.streaming.keyed.MappedStates;

/**
 * What {@code mapWithState} sends on, with the states behind it.
 *
 * @param <K> the keys
 * @param <V> the values
 * @param <S> the states
 * @param <M> what the function gives
 */
@UserApi
public final class MapWithStateDStream<K, V, S, M> extends DStream<M> {
    private final MappedStates<K, S, M> states;

    MapWithStateDStream(StreamingContext context, MappedStates<K, S, M> states) {
        super(context, states.records());
        this.states = states;
    }

    @Override
    public MapWithStateDStream<K, V, S, M> named(String name) {
        super.named(name);
        return this;
    }

    @Override
    public MapWithStateDStream<K, V, S, M> onError(ErrorPolicy policy) {
        super.onError(policy);
        return this;
    }

    /**
     * All keys with their states, after each batch: with a running sum {@code [(a,1)] [(b,2)] []} gives
     * {@code [(a,1)] [(a,1), (b,2)] [(a,1), (b,2)]}. Each batch costs a copy of every state; {@code mapWithState} alone touches the keys
     * that came.
     */
    public PairDStream<K, S> stateSnapshots() {
        Origin origin = context().define("stateSnapshots");
        return new PairDStream<>(context(), states.snapshots(origin));
    }
}
