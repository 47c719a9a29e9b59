package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.streaming.state.Increment;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What one task of a state step gives: the records that it puts out and the increment that it made. The two travel together, so
 * that whoever reads the records of a task knows which increment belongs to them. Many records come in several results, the first of which has the head:
 * so they can go to disk one after the other where memory is short.
 *
 * <pre>
 *   (head, 16384 records) (16384 records) (7 records)
 * </pre>
 *
 * @param head what the driver is told; null in all but the first
 * @param records what is put out
 * @param states all keys with their states, if a snapshot is wanted
 */
record StepResult<R>(@Nullable Head head, List<R> records, List<Pair<Object, Object>> states) implements Serializable {
    private static final int MOST = 1 << 14;

    /** The results of a task, of which each but the first is cut off when it is asked for. */
    static <R> Iterator<StepResult<R>> of(Head head, RecordColumns<R> records, List<Pair<Object, Object>> states) {
        if (records.size() <= MOST && states.size() <= MOST) {
            return List.of(new StepResult<>(head, records, states)).iterator();
        }
        int most = Math.max(records.size(), states.size());
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < most;
            }

            @Override
            public StepResult<R> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the results of a task have ended");
                }
                int from = next;
                next += MOST;
                return new StepResult<>(
                        from == 0 ? head : null,
                        records.part(Math.min(from, records.size()), Math.min(next, records.size())),
                        List.copyOf(states.subList(Math.min(from, states.size()), Math.min(next, states.size()))));
            }
        };
    }

    /**
     * The part of a result that goes to the driver.
     *
     * @param increment what was done
     * @param due in milliseconds the running time from which there is something to do even without data
     * @param eventDue in milliseconds the smallest event time at which there is something to do
     */
    record Head(Increment increment, long due, long eventDue) implements Serializable {}
}
