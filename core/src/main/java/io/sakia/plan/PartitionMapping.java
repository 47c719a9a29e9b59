package io.sakia.plan;

import io.sakia.function.Function;
import java.util.Iterator;

/**
 * A function of a whole partition that gives one record for each, by a function that is made for the partition: it may note something of what goes
 * by. An engine that pushes records can call that function in the loop of the steps around it, as it does for {@link Step.Map}; one that knows
 * nothing of it calls it like any other {@link Step.PartitionFunction}.
 */
public interface PartitionMapping<I, T> extends Step.PartitionFunction<I, T> {
    /** The function for a partition; in a task, before its first record. */
    Function<I, T> begin(int partition) throws Exception;

    @Override
    default Iterator<T> call(int partition, Iterator<I> records) throws Exception {
        Function<I, T> function = begin(partition);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public T next() {
                try {
                    return function.call(records.next());
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) { // an iterator has no other way to say it
                    throw new IllegalStateException(e.toString(), e);
                }
            }
        };
    }
}
