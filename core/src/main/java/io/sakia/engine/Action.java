package io.sakia.engine;

import io.sakia.function.Function;
import io.sakia.function.Function0;
import io.sakia.function.TaskFunction;
import java.io.Serializable;
import java.util.Iterator;

/**
 * What a job does with the records of each partition: its result is one value a partition. The result travels from the task
 * to the driver: make it {@link Serializable}, for an engine whose tasks run in other processes.
 *
 * @param <T> the records
 * @param <R> the result of a partition
 */
public sealed interface Action<T, R> extends Serializable {
    /** Calls the visitor's method for this kind of action. */
    <X> X accept(Visitor<T, R, X> visitor);

    /** Takes every record as the stage's loop pushes it: the fast form. A new collector is made for each attempt. */
    record Push<T, R>(TaskFunction<Function0<Collector<T, R>>> collectors) implements Action<T, R> {
        @Override
        public <X> X accept(Visitor<T, R, X> visitor) {
            return visitor.push(this);
        }
    }

    /** Pulls records from an iterator, and may stop early. */
    record Pull<T, R>(TaskFunction<Function<Iterator<T>, R>> function) implements Action<T, R> {
        @Override
        public <X> X accept(Visitor<T, R, X> visitor) {
            return visitor.pull(this);
        }
    }

    /** One method for each kind of action. */
    interface Visitor<T, R, X> {
        X push(Push<T, R> action);

        X pull(Pull<T, R> action);
    }

    /** Takes the records of one partition; used on one task's thread. */
    interface Collector<T, R> {
        /** Takes a record. */
        void accept(T record) throws Exception;

        /** The partition's result, after the last record. */
        R finish() throws Exception;

        /** Called when the attempt failed or was cancelled, also where {@link #finish} itself threw: frees what was taken. */
        default void abort() {}
    }

    /** A push action of a factory of collectors. */
    static <T, R> Action<T, R> push(Function0<Collector<T, R>> collectors) {
        return new Push<>(TaskFunction.of("action", collectors));
    }

    /** A pull action of a function. */
    static <T, R> Action<T, R> pull(Function<Iterator<T>, R> function) {
        return new Pull<>(TaskFunction.of("action", function));
    }
}
