package io.sakia.streaming;

import io.sakia.Accumulator;
import io.sakia.Pair;
import io.sakia.plan.Origin;
import io.sakia.plan.UserApi;
import io.sakia.streaming.keyed.JoinedResults;

/**
 * What came of two streams that were joined in time, with the records that were too late for it.
 *
 * @param <K> the keys
 * @param <T> the records of the left stream
 * @param <U> the records of the right stream
 * @param <R> what two of them are together
 */
@UserApi
public final class JoinedDStream<K, T, U, R> extends DStream<Pair<K, R>> {
    private final JoinedResults<K, T, U> joined;
    private final Accumulator<Long, Long> late;

    JoinedDStream(StreamingContext context, JoinedResults<K, T, U> joined, Accumulator<Long, Long> late) {
        super(context, joined.results());
        this.joined = joined;
        this.late = late;
    }

    @Override
    public JoinedDStream<K, T, U, R> named(String name) {
        super.named(name);
        return this;
    }

    /** The left records that came when no right one could come to them any more. They met none, and are in no other result. */
    public DStream<T> lateLeft() {
        Origin origin = context().define("lateLeft");
        return new DStream<>(context(), joined.lateLeft(origin));
    }

    /** The right records that came too late, likewise. */
    public DStream<U> lateRight() {
        Origin origin = context().define("lateRight");
        return new DStream<>(context(), joined.lateRight(origin));
    }

    /** How many records of both streams were too late so far. */
    public long lateCount() {
        return late.value();
    }
}
