package io.sakia.streaming.keyed;

import io.sakia.column.PairSink;
import io.sakia.function.VoidFunction2;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.state.Increment;

/**
 * What a stateful operator does to one partition in one batch, on open state.
 *
 * <pre>
 *   begin …  pairs into sink …  end  states, due  commit  close       what was not committed has not happened
 * </pre>
 *
 * @param <K> the keys
 */
interface StateRun<K> extends AutoCloseable {
    /** Gives a key its first state, before the first pair of the first batch. */
    void begin(K key, Object state) throws Exception;

    /** Takes the batch's pairs. */
    PairSink sink();

    /** Does what is left to do after the last pair. */
    void end() throws Exception;

    /** Shows all keys with their states as the program knows them. */
    void states(VoidFunction2<? super K, Object> action) throws Exception;

    /** In milliseconds the running time from which there is something to do even without pairs. */
    long due() throws Exception;

    /** In milliseconds the smallest event time at which there is something to do even without pairs. */
    default long eventDue() throws Exception {
        return StatefulOperator.NEVER;
    }

    /** Makes of it an increment. */
    Increment commit();

    @Override
    void close();
}
