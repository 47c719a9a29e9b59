package io.sakia.rdd;

import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function0;
import io.sakia.function.Function2;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.function.VoidFunction;
import io.sakia.plan.Origin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What the actions of an RDD do in each partition. */
final class Actions {
    private Actions() {}

    static <T> Action<T, List<T>> collect() {
        Function0<Collector<T, List<T>>> collectors = Collect::new;
        return Action.push(collectors);
    }

    static <T> Action<T, Long> count() {
        Function0<Collector<T, Long>> collectors = Count::new;
        return Action.push(collectors);
    }

    /** Gives a list of the total, or an empty one: unlike an Optional it can travel. */
    static <T> Action<T, List<T>> reduce(Origin origin, Function2<T, T, T> function) {
        TaskFunction<Function2<T, T, T>> given = TaskFunction.of(origin, function);
        Function0<Collector<T, List<T>>> collectors = () -> new Reduce<>(given.get());
        return Action.push(collectors);
    }

    static <T> Action<T, Boolean> foreach(Origin origin, VoidFunction<T> function) {
        TaskFunction<VoidFunction<T>> given = TaskFunction.of(origin, function);
        Function0<Collector<T, Boolean>> collectors = () -> new Foreach<>(given.get());
        return Action.push(collectors);
    }

    static <T> Action<T, Boolean> foreachPartition(Origin origin, VoidFunction<Iterator<T>> function) {
        TaskFunction<VoidFunction<Iterator<T>>> given = TaskFunction.of(origin, function);
        return Action.pull(records -> {
            given.get().call(records);
            return true;
        });
    }

    /** The one record of a list that has one unless the RDD is empty. */
    static <T> T required(Origin origin, List<T> found) {
        if (found.isEmpty()) {
            throw new NoSuchElementException(
                    origin + " has no result: the RDD is empty; ask isEmpty(), take(1) or count() first");
        }
        return found.get(0);
    }

    /** Puts two partitions' results together on the driver. */
    static <T> T merge(Origin origin, Function2<T, T, T> function, T first, T second) {
        try {
            return NotNull.given(function.call(first, second));
        } catch (Exception e) {
            throw OperatorException.of(origin, first + " and " + second, e);
        }
    }

    private static final class Collect<T> implements Collector<T, List<T>> {
        private final List<T> records = new ArrayList<>();

        @Override
        public void accept(T record) {
            records.add(record);
        }

        @Override
        public List<T> finish() {
            return records;
        }
    }

    private static final class Count<T> implements Collector<T, Long> {
        private long count;

        @Override
        public void accept(T record) {
            count++;
        }

        @Override
        public Long finish() {
            return count;
        }
    }

    private static final class Reduce<T> implements Collector<T, List<T>> {
        private final Function2<T, T, T> function;
        private @Nullable T total;

        Reduce(Function2<T, T, T> function) {
            this.function = function;
        }

        @Override
        public void accept(T record) throws Exception {
            total = total == null ? record : NotNull.given(function.call(total, record));
        }

        @Override
        public List<T> finish() {
            return total == null ? List.of() : List.of(total);
        }
    }

    private static final class Foreach<T> implements Collector<T, Boolean> {
        private final VoidFunction<T> function;

        Foreach(VoidFunction<T> function) {
            this.function = function;
        }

        @Override
        public void accept(T record) throws Exception {
            function.call(record);
        }

        @Override
        public Boolean finish() {
            return true;
        }
    }
}
