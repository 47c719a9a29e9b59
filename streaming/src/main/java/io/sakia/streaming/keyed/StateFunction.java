package io.sakia.streaming.keyed;

import io.sakia.column.RecordColumns;
import io.sakia.connector.codec.Codecs;
import io.sakia.plan.Origin;
import io.sakia.streaming.error.Guard;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateFormat;
import java.io.Serializable;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a stateful operator does to one partition in one batch.
 *
 * @param <I> what comes in by key
 * @param <S> the states, as they are kept
 * @param <R> what it puts out
 */
@FunctionalInterface
interface StateFunction<K, I, S, R> extends Serializable {
    /** Opens the state and gives what advances it by the batch's pairs, and adds to {@code out} what is put out. */
    StateRun<K> open(Scope scope, StateOpening<K, S> opening, RecordColumns<R> out) throws Exception;

    /** What is kept for a state that the program starts with. */
    @SuppressWarnings("unchecked") // unless it says otherwise, a function keeps states as they are
    default S kept(Scope scope, Object state) {
        return (S) state;
    }

    /** The state, as the program knows it, in a copy of what is kept; null if the key has none, though something is kept of it. */
    default @Nullable Object shown(Scope scope, S kept) {
        return kept;
    }

    /** How keys are stored, and states as they are kept: with their classes, unless the function says otherwise. */
    default StateCodec<K, S> codec(Codecs codecs) {
        return new StateCodec<>(StateFormat.any(codecs), StateFormat.any(codecs));
    }

    /**
     * The number in a state by which keys must stand in order when states have been stored and are loaded into another number of partitions;
     * null if any order will do.
     */
    default @Nullable ToLongFunction<S> order() {
        return null;
    }

    /** Gives it a guard that takes the pairs on which the program's function fails; null if that is not called with one pair or key at a time. */
    default @Nullable Function<Guard, StateFunction<K, I, S, R>> guarding() {
        return null;
    }

    /** What people should know of it, for {@code explain()}; often nothing. */
    default String note() {
        return "";
    }

    /**
     * What a step knows besides its pairs.
     *
     * @param batch the batch
     * @param origin the operator, for errors
     * @param types what may be stored
     * @param watermarks how far event time has come; {@link Watermarks#NONE} where the operator's input has none
     */
    record Scope(Batch batch, Origin origin, StoredTypes types, Watermarks watermarks) implements Serializable {
        /** Without event time. */
        Scope(Batch batch, Origin origin, StoredTypes types) {
            this(batch, origin, types, Watermarks.NONE);
        }
    }
}
