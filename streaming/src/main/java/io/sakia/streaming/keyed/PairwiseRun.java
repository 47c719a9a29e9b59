package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.column.PairSink;
import io.sakia.engine.OperatorException;
import io.sakia.streaming.state.StateSession;
import org.jspecify.annotations.Nullable;

/** A run that takes keys and values as objects. */
abstract class PairwiseRun<K, I, S> extends SessionRun<K, S> {
    private final PairSink sink = new PairSink() {
        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // it is given the keys and values of its operator
        public void put(
                int keyKind,
                long keyBits,
                @Nullable Object key,
                int valueKind,
                long valueBits,
                @Nullable Object value) {
            K boxed = (K) Kind.box(keyKind, keyBits, key);
            I given = (I) Kind.box(valueKind, valueBits, value);
            try {
                take(boxed, given);
            } catch (Exception e) {
                throw OperatorException.of(scope().origin(), new Pair<>(boxed, given), e);
            }
        }
    };

    PairwiseRun(StateFunction<K, I, S, ?> function, StateFunction.Scope scope, StateSession<K, S> session) {
        super(function, scope, session);
    }

    /** Takes a pair. */
    abstract void take(K key, I value) throws Exception;

    @Override
    public final PairSink sink() {
        return sink;
    }
}
