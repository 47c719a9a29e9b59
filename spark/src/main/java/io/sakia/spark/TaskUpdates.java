package io.sakia.spark;

import io.sakia.Accumulator;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/**
 * Carries what tasks added to accumulators to the driver, as an accumulator of Spark's: it drops what failed attempts added, and merges
 * a task's part before the job that waits for the task goes on.
 */
final class TaskUpdates extends AccumulatorV2<TaskUpdates.Part, List<TaskUpdates.Part>> {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Consumer<Part> driver;
    private volatile List<Part> parts = List.of();

    /** The driver's end. */
    TaskUpdates(Consumer<Part> driver) {
        this.driver = driver;
    }

    private TaskUpdates(List<Part> parts) {
        this.driver = null;
        this.parts = parts;
    }

    @Override
    public boolean isZero() {
        return parts.isEmpty();
    }

    @Override
    public TaskUpdates copy() {
        return new TaskUpdates(parts);
    }

    @Override
    public void reset() {
        parts = List.of();
    }

    /** Called once at a task's end, on its thread. */
    @Override
    public void add(Part part) {
        if (!part.updates().isEmpty()) {
            parts = List.of(part);
        }
    }

    /** Called on the driver, once for each task that succeeded. */
    @Override
    public void merge(AccumulatorV2<Part, List<Part>> succeeded) {
        if (driver != null) {
            succeeded.value().forEach(driver);
        }
    }

    @Override
    public List<Part> value() {
        return parts;
    }

    /** A running task's part is not complete, and nobody could use it. */
    @Override
    public boolean excludeFromHeartbeat() {
        return true;
    }

    /**
     * What one task added.
     *
     * @param job the group of the job that ran the task
     * @param updates by the accumulator's id
     */
    record Part(String job, Map<Long, Accumulator.Update<?>> updates) implements Serializable {}
}
