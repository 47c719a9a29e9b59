package io.sakia.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes its input until the records were saved, and reads what was saved from then on: the input is forgotten, and with it the whole
 * lineage behind it. It is the one node that changes, once.
 *
 * <pre>
 *   input ──► CheckpointNode          saved(files)          SourceNode over files ──► CheckpointNode
 * </pre>
 */
public final class CheckpointNode<T> extends Plan<T> {
    private volatile Plan<T> current;
    private volatile @Nullable String place;

    /** Will be saved, partition by partition. */
    public CheckpointNode(Origin origin, Plan<T> input) {
        super(origin, input.partitions(), input.partitioner());
        this.current = input;
    }

    /** What gives the records: the input, or the source that reads what was saved. */
    public Plan<T> current() {
        return current;
    }

    /** Where the records were saved, or null if they were not yet. */
    public @Nullable String place() {
        return place;
    }

    /** Whether the records were saved. */
    public boolean isSaved() {
        return place != null;
    }

    /**
     * Reads from now on what was saved.
     *
     * @param records gives the same records in the same partitions
     * @param where for people
     */
    public void saved(SourceNode<T> records, String where) {
        if (records.partitions() != partitions()) {
            throw new IllegalArgumentException(origin() + " has " + partitions() + " partitions, but "
                    + records.partitions() + " were saved in " + where);
        }
        current = records;
        place = where;
        forgetMemo(); // an engine may have kept the way to the input
    }

    @Override
    public List<Plan<?>> inputs() {
        return List.of(current);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.checkpoint(this);
    }
}
