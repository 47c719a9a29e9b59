package io.sakia.embedded;

import io.sakia.embedded.spill.MapOutput;
import io.sakia.plan.ShuffleNode;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shuffle has put out so far. It hangs on the shuffle's node and goes with it.
 *
 * <pre>
 *                     reduce 0   reduce 1   reduce 2
 *   map task 0      [ bucket   | bucket   |          ]      a row is written when its map task succeeds;
 *   map task 1      [ bucket   |          | bucket   ]      a column is merged, and dropped, by its first reader
 * </pre>
 */
final class ShuffleOutput {
    private final @Nullable MapOutput[] rows;
    private final ReducePartition[] partitions;
    private int missing;
    private volatile boolean complete;
    private @Nullable KeySamples samples;

    /** The stage that is at work on this shuffle, and those of other jobs that wait for it: guarded by the scheduler's lock. */
    private @Nullable ShuffleStage owner;

    private final ArrayDeque<ShuffleStage> waiting = new ArrayDeque<>(1);

    ShuffleOutput(ShuffleNode<?, ?, ?> node) {
        rows = new MapOutput[node.input().partitions()];
        missing = rows.length;
        complete = missing == 0;
        partitions = new ReducePartition[node.partitions()];
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = new ReducePartition(this, i);
        }
    }

    /** Whether every map task has succeeded. */
    boolean isComplete() {
        return complete;
    }

    /** Makes a stage the one that runs the map tasks; false if one is at work already, which will hand over when it ends. */
    boolean claim(ShuffleStage stage) {
        if (owner != null && owner != stage) {
            waiting.addLast(stage);
            return false;
        }
        owner = stage;
        return true;
    }

    /** Ends a stage's claim, or its waiting for one; gives the stages that waited for it. */
    List<ShuffleStage> release(ShuffleStage stage) {
        if (owner != stage) {
            waiting.remove(stage);
            return List.of();
        }
        owner = null;
        List<ShuffleStage> heirs = List.copyOf(waiting);
        waiting.clear();
        return heirs;
    }

    int mapPartitions() {
        return rows.length;
    }

    /** The map tasks that still have to run. */
    synchronized BitSet missing() {
        BitSet missing = new BitSet(rows.length);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == null) {
                missing.set(i);
            }
        }
        return missing;
    }

    /** Takes the output of a succeeded map task. */
    synchronized void publish(int mapPartition, MapOutput row) {
        if (rows[mapPartition] == null) {
            rows[mapPartition] = row;
            missing--;
            complete = missing == 0;
        }
    }

    /** Takes samples of the keys that a map task has placed; where a task runs twice they count twice, which changes no order. */
    synchronized void sampled(KeySamples more) {
        if (samples == null) {
            samples = more;
        } else {
            samples.addAll(more);
        }
    }

    /** The samples once every map task has succeeded, for one who asks; null if there are none, or somebody has asked before. */
    synchronized @Nullable KeySamples takeSamples() {
        KeySamples all = complete ? samples : null;
        if (all != null) {
            samples = null;
        }
        return all;
    }

    ReducePartition partition(int partition) {
        return partitions[partition];
    }

    /** The output of a map task of a complete shuffle. */
    MapOutput row(int mapPartition) {
        MapOutput row = rows[mapPartition];
        if (row == null) {
            throw new IllegalStateException("map task " + mapPartition + " has not run yet");
        }
        return row;
    }

    /** Lets go of all buckets for a partition; called once for each. */
    void drop(int partition) {
        for (MapOutput row : rows) {
            if (row != null) {
                row.drop(partition);
            }
        }
    }
}
