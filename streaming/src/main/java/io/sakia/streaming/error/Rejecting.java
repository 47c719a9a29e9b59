package io.sakia.streaming.error;

import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.NotNull;
import io.sakia.function.Wrapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the user's with a {@link Guard} around them. They are records that hold the function: where a loop knows the wrapper as a
 * constant, the JIT knows the function in it too, and compiles it in.
 */
final class Rejecting {
    private Rejecting() {}

    /** What a map gives for a record that it has rejected, which the filter behind it leaves out. */
    enum Mark {
        REJECTED
    }

    /** One result for a record, or {@link Mark#REJECTED}. */
    record Mapping<I>(Function<I, ?> function, Guard guard) implements Function<I, Object>, Wrapper {
        @Override
        public Object call(I record) throws Exception {
            Object result;
            try {
                result = function.call(record);
                if (result == null) {
                    throw gaveNull();
                }
            } catch (Exception e) {
                guard.reject(record, e);
                return Mark.REJECTED;
            }
            return result;
        }

        @Override
        public Object wrapped() {
            return function;
        }
    }

    /** Lets all but {@link Mark#REJECTED} through. */
    record Passing() implements Function<Object, Boolean> {
        @Override
        @SuppressWarnings("ReferenceEquality") // there is one such mark, also where it has travelled
        public Boolean call(Object result) {
            return result != Mark.REJECTED;
        }
    }

    /** Whether a record is wanted; one that is rejected is not. */
    record Choosing<T>(Function<T, Boolean> function, Guard guard) implements Function<T, Boolean>, Wrapper {
        @Override
        public Boolean call(T record) throws Exception {
            try {
                return NotNull.given(function.call(record));
            } catch (Exception e) {
                guard.reject(record, e);
                return Boolean.FALSE;
            }
        }

        @Override
        public Object wrapped() {
            return function;
        }
    }

    /** All results for a record, or none if any of them can't be had: what comes of a rejected record does not go on by halves. */
    record Flattening<I, T>(FlatMapFunction<I, T> function, Guard guard) implements FlatMapFunction<I, T>, Wrapper {
        /** Lists of classes that hold no null, and can't fail when they are gone through. */
        private static final Class<?> SHORT = List.of(1).getClass();

        private static final Class<?> LONG = List.of(1, 2, 3).getClass();

        @Override
        public Iterable<T> call(I record) throws Exception {
            try {
                Iterable<T> results = function.call(record);
                if (results == null) {
                    throw gaveNull();
                }
                Class<?> type = results.getClass();
                return type == SHORT || type == LONG ? results : whole(results);
            } catch (Exception e) {
                guard.reject(record, e);
                return List.of();
            }
        }

        private static <T> Iterable<T> whole(Iterable<T> results) {
            if (results instanceof ArrayList<T> list) {
                if (list.contains(null)) {
                    throw gaveNull();
                }
                return list;
            }
            List<T> all = new ArrayList<>();
            for (@Nullable T result : results) {
                if (result == null) {
                    throw gaveNull();
                }
                all.add(result);
            }
            return all;
        }

        @Override
        public Object wrapped() {
            return function;
        }
    }

    private static NullPointerException gaveNull() {
        return new NullPointerException(
                "the function gave null, and a record can't be null: leave it out with filter or flatMap, or wrap it in an"
                        + " Optional");
    }
}
