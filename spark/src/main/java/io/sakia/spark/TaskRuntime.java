package io.sakia.spark;

import io.sakia.TaskContext;
import java.io.Serializable;
import org.apache.spark.util.TaskCompletionListener;

/**
 * What an engine's tasks share, as it travels to them: whose executor's objects they see and where their updates of accumulators go.
 *
 * @param context the engine's own id, among all that use an executor's JVM
 * @param updates takes what a task added to accumulators
 */
record TaskRuntime(String context, TaskUpdates updates) implements Serializable {
    /** Room for the attempts within one attempt at a stage; Spark numbers them from 0 again in the next. */
    private static final int ATTEMPTS_PER_STAGE = 256;

    /** Spark's name of the local property that holds the job's group. */
    static final String JOB_GROUP = "spark.jobGroup.id";

    /**
     * Makes the running task known to this thread until it ends, unless that was done. A task of Spark's runs on one thread, and
     * ends by its completion listeners, before its accumulators are collected.
     */
    void enter(org.apache.spark.TaskContext task) {
        if (TaskContext.current() != null) {
            return;
        }
        TaskContext entered = new TaskContext(
                task.stageId(), task.partitionId(), attempt(task), ExecutorObjects.of(context), task::isInterrupted);
        TaskContext.enter(entered);
        TaskCompletionListener leave = ended -> {
            try {
                entered.end(null);
            } finally {
                TaskContext.enter(null);
            }
            updates.add(new TaskUpdates.Part(task.getLocalProperty(JOB_GROUP), entered.updates()));
        };
        task.addTaskCompletionListener(leave);
    }

    /** Different for any two attempts at a partition of a stage, in the order of the attempts. */
    private static int attempt(org.apache.spark.TaskContext task) {
        return task.stageAttemptNumber() * ATTEMPTS_PER_STAGE + task.attemptNumber() + 1;
    }
}
