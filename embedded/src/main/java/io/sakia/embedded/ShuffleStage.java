package io.sakia.embedded;

import io.sakia.embedded.spill.MapOutput;
import io.sakia.engine.Skew;
import io.sakia.plan.Origin;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stage before a shuffle: each task puts out the buckets of one partition of the shuffle's input. */
final class ShuffleStage extends StageRun {
    private final ShuffleOperator shuffle;

    ShuffleStage(JobRun job, int id, ShuffleOperator shuffle) {
        super(job, id);
        this.shuffle = shuffle;
    }

    ShuffleOutput output() {
        return shuffle.output();
    }

    /** What the map tasks run. */
    Operator input() {
        return shuffle.input();
    }

    /** The map tasks that have not succeeded yet, in this job or an earlier one. */
    BitSet missing() {
        return output().missing();
    }

    @Override
    int @Nullable [] claim() {
        if (!output().claim(this)) {
            return null;
        }
        BitSet missing = missing();
        int[] partitions = new int[missing.cardinality()];
        for (int i = 0, next = -1; i < partitions.length; i++) {
            next = missing.nextSetBit(next + 1);
            partitions[i] = next;
        }
        return partitions;
    }

    @Override
    void release() {
        for (ShuffleStage heir : output().release(this)) {
            heir.job().begin(heir);
        }
    }

    @Override
    Origin origin() {
        return shuffle.origin();
    }

    @Override
    @Nullable
    Skew skew() {
        KeySamples samples = output().takeSamples();
        return samples == null ? null : samples.skew(origin());
    }

    @Override
    MapOutput compute(Attempt attempt, int partition) {
        MapOutput row = shuffle.map(attempt, partition);
        attempt.close();
        return row;
    }

    @Override
    void keep(Task task) {
        output().publish(task.partition(), (MapOutput) Objects.requireNonNull(task.result()));
    }
}
