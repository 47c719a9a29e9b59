package io.sakia.streaming;

import io.sakia.Aggregate;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.Step;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import java.util.Iterator;
import java.util.List;

/** Counts: each partition in a loop of its own, then the sum. */
final class Counting {
    private Counting() {}

    /** The number of records of each partition. */
    static <T> Operator<Long> ofPartitions(Origin origin, Operator<T> input) {
        Step.PartitionFunction<T, Long> count =
                (partition, records) -> List.of(count(records)).iterator();
        return Operators.narrow(origin, input, new Step.MapPartitions<>(TaskFunction.shared(count)), false);
    }

    private static long count(Iterator<?> records) {
        long count = 0;
        while (records.hasNext()) {
            records.next();
            count++;
        }
        return count;
    }

    /** The number of records, which can be taken apart again. */
    record Each<T>() implements Aggregate<T, Long, Long> {
        @Override
        public Long create() {
            return 0L;
        }

        @Override
        public Long add(Long count, T record) {
            return count + 1;
        }

        @Override
        public Long merge(Long count, Long other) {
            return count + other;
        }

        @Override
        public Long result(Long count) {
            return count;
        }

        @Override
        public boolean canSubtract() {
            return true;
        }

        @Override
        public Long subtract(Long count, Long other) {
            return count - other;
        }
    }

    /** The sum of longs, which is exact and can be taken apart again. */
    record Sum() implements Aggregate<Long, Long, Long> {
        @Override
        public Long create() {
            return 0L;
        }

        @Override
        public Long add(Long sum, Long value) {
            return sum + value;
        }

        @Override
        public Long merge(Long sum, Long other) {
            return sum + other;
        }

        @Override
        public Long result(Long sum) {
            return sum;
        }

        @Override
        public boolean canSubtract() {
            return true;
        }

        @Override
        public Long subtract(Long sum, Long other) {
            return sum - other;
        }
    }
}
