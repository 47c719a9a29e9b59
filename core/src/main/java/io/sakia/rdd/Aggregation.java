package io.sakia.rdd;

import io.sakia.Aggregate;
import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function0;
import io.sakia.function.Function2;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds each partition with an aggregate in tasks, and merges what comes of it on the driver, in the order of partitions. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class Aggregation {
    private Aggregation() {}

    static <T, A, R> R of(SakiaContext context, Origin origin, Plan<T> plan, Aggregate<T, A, R> aggregate) {
        TaskFunction<Aggregate<T, A, R>> given = TaskFunction.of(origin, aggregate);
        Function0<Collector<T, List<A>>> collectors = () -> new Fold<>(given.get());
        List<List<A>> parts = context.run(origin, plan, Action.push(collectors));
        Aggregate<T, A, R> mine = given.get();
        return onDriver(origin, () -> {
            A total = mine.create();
            for (List<A> part : parts) {
                total = mine.merge(total, part.get(0));
            }
            return mine.result(total);
        });
    }

    /** Runs the user's functions on the driver; what they throw names the operation. */
    static <R> R onDriver(Origin origin, Function0<R> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw OperatorException.of(origin, null, e);
        }
    }

    /** Gives the accumulator in a list, which may hold null and can travel. */
    private static final class Fold<T, A> implements Collector<T, List<A>> {
        private final Aggregate<T, A, ?> aggregate;
        private A total;

        Fold(Aggregate<T, A, ?> aggregate) throws Exception {
            this.aggregate = aggregate;
            this.total = aggregate.create();
        }

        @Override
        public void accept(T record) throws Exception {
            total = aggregate.add(total, record);
        }

        @Override
        public List<A> finish() {
            return Collections.singletonList(total);
        }
    }

    /** A reduction that gives a list of the total, or an empty one where there was nothing to reduce. */
    record OneOrNone<T>(Function2<T, T, T> function) implements Aggregate<T, @Nullable T, List<T>> {
        @Override
        public @Nullable T create() {
            return null;
        }

        @Override
        public T add(@Nullable T total, T value) throws Exception {
            return total == null ? value : NotNull.given(function.call(total, value));
        }

        @Override
        public @Nullable T merge(@Nullable T total, @Nullable T other) throws Exception {
            return other == null ? total : add(total, other);
        }

        @Override
        public List<T> result(@Nullable T total) {
            return total == null ? List.of() : List.of(total);
        }
    }
}
