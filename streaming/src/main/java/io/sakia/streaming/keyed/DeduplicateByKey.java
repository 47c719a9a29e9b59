package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.connector.codec.Codecs;
import io.sakia.function.Function;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.time.Durations;
import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * Puts out the first value of each key, and others only when so long has passed since that first one. The state is the time of the first
 * sighting; keys stand in the order of it, so those that are over are found at the front.
 *
 * @param within in milliseconds
 * @param sent makes what is put out of a key with its first value
 */
record DeduplicateByKey<K, V, R>(long within, Function<Pair<K, V>, R> sent) implements StateFunction<K, V, Long, R> {
    @Override
    public String note() {
        return "once within " + Durations.text(Duration.ofMillis(within));
    }

    @Override
    public StateCodec<K, Long> codec(Codecs codecs) {
        return new StateCodec<>(StateFormat.any(codecs), StateFormat.declared(codecs, Long.class));
    }

    @Override
    public ToLongFunction<Long> order() {
        return first -> first;
    }

    @Override
    public StateRun<K> open(Scope scope, StateOpening<K, Long> opening, RecordColumns<R> out) throws Exception {
        long now = scope.batch().runningTime();
        return new PairwiseRun<K, V, Long>(this, scope, opening.session()) {
            private boolean swept;

            @Override
            void take(K key, V value) throws Exception {
                sweep();
                if (!session().contains(key)) {
                    scope.types().require(key);
                    session().renew(key, now);
                    out.add(sent.call(Pair.of(key, value)));
                }
            }

            @Override
            public void end() throws Exception {
                sweep();
            }

            /** Lets go of the keys that are over, before the first pair. */
            private void sweep() throws Exception {
                if (swept) {
                    return;
                }
                swept = true;
                session().forEachWhile((key, first) -> {
                    boolean over = now - first >= within;
                    if (over) {
                        session().remove(key);
                    }
                    return over;
                });
            }
        };
    }
}
