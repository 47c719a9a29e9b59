package io.sakia.streaming.error;

import io.sakia.Accumulator;
import io.sakia.TaskContext;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.engine.OperatorException;
import io.sakia.function.SharedInTasks;
import java.io.Serializable;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records on which an operator's function fails. It goes to tasks with the function, and is asked only when something was thrown.
 *
 * @param operator the operator's number
 * @param name what the operator is called, for errors
 * @param batch the batch, where later ones go over its data again; 0 where none does
 * @param policy what is done with such a record
 * @param notes by which tasks tell the driver
 */
public record Guard(
        int operator, String name, long batch, ErrorPolicy policy, Accumulator<Rejections.Note, Rejections> notes)
        implements Serializable, SharedInTasks {
    /** So many letters of a task say where the exception was thrown: asking an exception for its frames costs more than throwing it. */
    private static final int WITH_FRAMES = 10;

    /** The same for the data of one batch, over which later ones go again. */
    Guard inBatch(long its) {
        return new Guard(operator, name, its, policy, notes);
    }

    /**
     * Rejects a record; throws what was thrown if it is not about the record.
     *
     * @throws TooManyRejectedException if this task alone has more than a batch may have
     */
    public void reject(Object record, Exception thrown) throws Exception {
        if (isOfTheTask(thrown)) {
            throw thrown;
        }
        TaskContext task = TaskContext.get();
        long[] count = {0};
        notes.add(rejections -> count[0] = note(rejections, task, record, thrown));
        if (count[0] > policy.atMostPerBatch()) {
            throw TooManyRejectedException.inTask(name, policy.atMostPerBatch(), task.partition(), record, thrown);
        }
    }

    /** The operator begins one of its own partitions, in its plan of a batch: where what it reads does not say which piece of its data it is. */
    public void begin(long batch, int partition) {
        notes.add(rejections -> rejections.begin(operator, batch, partition));
    }

    private long note(Rejections rejections, TaskContext task, Object record, Exception thrown) {
        TaskContext.@Nullable Reading reading = task.reading();
        if (batch != 0) {
            rejections.goesOver(operator, batch, task.partition());
        }
        Rejections.Run run =
                rejections.run(operator, reading, reading == null ? null : reading.range(), task.partition());
        run.add(
                Rejected.of(record, thrown, run.count() < WITH_FRAMES, reading),
                policy.kind() == ErrorPolicy.Kind.DEAD_LETTER);
        return run.count();
    }

    private static boolean isOfTheTask(Exception thrown) {
        return thrown instanceof InterruptedException
                || thrown instanceof ClosedByInterruptException
                || thrown instanceof OperatorException
                || thrown instanceof JobCancelledException
                || thrown instanceof JobFailedException
                || thrown instanceof TooManyRejectedException;
    }
}
