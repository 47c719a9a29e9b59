package io.sakia.spark;

import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.plan.Origin;
import io.sakia.plan.Step;
import io.sakia.plan.StepVisitor;
import java.io.Serializable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A narrow step, ready to be pulled: what it throws names its operator and the record, and it gives no null. */
sealed interface StepLink extends Serializable {
    /** The step over the records of a partition. */
    Iterator<Object> open(int partition, Iterator<Object> input);

    /** The link for a step. */
    static StepLink of(Origin origin, Step<?, ?> step) {
        return step.accept(new Linking(origin));
    }

    /** One record for each. */
    record MapLink(Origin origin, PerTask<Function<Object, Object>> given) implements StepLink {
        @Override
        public Iterator<Object> open(int partition, Iterator<Object> input) {
            Function<Object, Object> function = given.get();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return input.hasNext();
                }

                @Override
                public Object next() {
                    Object record = input.next();
                    Object result;
                    try {
                        result = function.call(record);
                    } catch (Throwable e) {
                        throw TaskFailure.of(origin, record, e);
                    }
                    if (result == null) {
                        throw TaskFailure.gaveNull(origin, record);
                    }
                    return result;
                }
            };
        }
    }

    /** The records for which the function gives true. */
    record FilterLink(Origin origin, PerTask<Function<Object, Boolean>> given) implements StepLink {
        @Override
        public Iterator<Object> open(int partition, Iterator<Object> input) {
            Function<Object, Boolean> function = given.get();
            return new AheadIterator() {
                @Override
                @Nullable
                Object advance() {
                    while (input.hasNext()) {
                        Object record = input.next();
                        if (keeps(function, record)) {
                            return record;
                        }
                    }
                    return null;
                }
            };
        }

        private boolean keeps(Function<Object, Boolean> function, Object record) {
            @Nullable Boolean result;
            try {
                result = function.call(record);
            } catch (Throwable e) {
                throw TaskFailure.of(origin, record, e);
            }
            if (result == null) {
                throw TaskFailure.gaveNull(origin, record);
            }
            return result;
        }
    }

    /** Any number of records for each. */
    record FlatMapLink(Origin origin, PerTask<FlatMapFunction<Object, Object>> given) implements StepLink {
        @Override
        public Iterator<Object> open(int partition, Iterator<Object> input) {
            FlatMapFunction<Object, Object> function = given.get();
            return new AheadIterator() {
                private Iterator<Object> results = UserIterator.none();

                @Override
                @Nullable
                Object advance() {
                    while (!results.hasNext()) {
                        if (!input.hasNext()) {
                            return null;
                        }
                        results = results(function, input.next());
                    }
                    return results.next();
                }
            };
        }

        private Iterator<Object> results(FlatMapFunction<Object, Object> function, Object record) {
            @Nullable Iterator<Object> results;
            try {
                @Nullable Iterable<Object> given = function.call(record);
                results = given == null ? null : given.iterator();
            } catch (Throwable e) {
                throw TaskFailure.of(origin, record, e);
            }
            return UserIterator.of(origin, () -> record, results);
        }
    }

    /** A partition at a time. */
    record PartitionsLink(Origin origin, PerTask<Step.PartitionFunction<Object, Object>> given) implements StepLink {
        @Override
        public Iterator<Object> open(int partition, Iterator<Object> input) {
            LastPulled pulled = new LastPulled();
            @Nullable Iterator<Object> results;
            try {
                results = given.get().call(partition, pulled.watch(input));
            } catch (Throwable e) {
                throw TaskFailure.of(origin, pulled.record(), e);
            }
            return UserIterator.of(origin, pulled::record, results);
        }
    }

    /** Makes the link for each kind of step; what the records are is not known here. */
    @SuppressWarnings("unchecked")
    record Linking(Origin origin) implements StepVisitor<StepLink> {
        @Override
        public <I, T> StepLink map(Step.Map<I, T> step) {
            return new MapLink(origin, new PerTask<>(((Step.Map<Object, Object>) step).function()));
        }

        @Override
        public <T> StepLink filter(Step.Filter<T> step) {
            return new FilterLink(origin, new PerTask<>(((Step.Filter<Object>) step).function()));
        }

        @Override
        public <I, T> StepLink flatMap(Step.FlatMap<I, T> step) {
            return new FlatMapLink(origin, new PerTask<>(((Step.FlatMap<Object, Object>) step).function()));
        }

        @Override
        public <I, T> StepLink mapPartitions(Step.MapPartitions<I, T> step) {
            return new PartitionsLink(origin, new PerTask<>(((Step.MapPartitions<Object, Object>) step).function()));
        }

        @Override
        public <K, V, C> StepLink foldByKey(Step.FoldByKey<K, V, C> step) {
            return mapPartitions(step.inMemory());
        }
    }
}
