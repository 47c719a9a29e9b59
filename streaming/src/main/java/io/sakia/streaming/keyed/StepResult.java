package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.streaming.state.Increment;
import java.io.Serializable;
import java.util.List;

/**
 * What one task of a state step gives: the records that it puts out and the increment that it made. The two travel together, so
 * that whoever reads the records of a task knows which increment belongs to them.
 *
 * @param head what the driver is told
 * @param records what is put out
 * @param states all keys with their states, if a snapshot is wanted
 */
record StepResult<R>(Head head, List<R> records, List<Pair<Object, Object>> states) implements Serializable {
    /**
     * The part of a result that goes to the driver.
     *
     * @param increment what was done
     * @param due in milliseconds the running time from which there is something to do even without data
     * @param eventDue in milliseconds the smallest event time at which there is something to do
     */
    record Head(Increment increment, long due, long eventDue) implements Serializable {}
}
