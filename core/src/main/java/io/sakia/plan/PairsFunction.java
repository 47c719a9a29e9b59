package io.sakia.plan;

import io.sakia.Pair;
import io.sakia.column.PairSink;
import java.util.Iterator;

/**
 * A function of a whole partition of pairs that is handed them one by one, or as columns hold them. An engine that has pairs in columns need not
 * make them; one that knows nothing of it calls it like any other {@link Step.PartitionFunction}.
 *
 * @param <K> the keys
 * @param <V> the values
 * @param <T> what it gives
 */
public interface PairsFunction<K, V, T> extends Step.PartitionFunction<Pair<K, V>, T> {
    /** Begins a partition. */
    Work<T> begin(int partition) throws Exception;

    @Override
    default Iterator<T> call(int partition, Iterator<Pair<K, V>> pairs) throws Exception {
        try (Work<T> work = begin(partition)) {
            return call(work, pairs);
        }
    }

    /** Gives pairs to work that was begun; what comes of them. */
    static <T> Iterator<T> call(Work<T> work, Iterator<? extends Pair<?, ?>> pairs) throws Exception {
        PairSink sink = work.sink();
        while (pairs.hasNext()) {
            sink.put(pairs.next());
        }
        return work.finish();
    }

    /**
     * What is done with the pairs of a partition. All is over when it is closed; what was not finished has not happened.
     *
     * @param <T> what it gives
     */
    interface Work<T> extends AutoCloseable {
        /** Takes the pairs. */
        PairSink sink();

        /** What comes of them, when all were taken. */
        Iterator<T> finish() throws Exception;

        @Override
        void close();
    }
}
