package io.sakia.streaming.graph;

import io.sakia.StorageLevel;
import io.sakia.connector.Range;
import io.sakia.function.TaskFunction;
import io.sakia.plan.CacheNode;
import io.sakia.plan.CoalesceNode;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import io.sakia.plan.Step;
import io.sakia.plan.UnionNode;
import io.sakia.streaming.error.Guard;
import io.sakia.streaming.error.GuardedSteps;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step over each record, which is made once and serves every batch. */
final class NarrowOperator<I, T> extends Operator<T> implements Guardable {
    private final Operator<I> input;
    private final Step<I, T> step;
    private final boolean keepsPartitioner;
    private @Nullable Guard guard;
    private @Nullable GuardedSteps<I, T> guarded;
    private boolean held;

    NarrowOperator(Origin origin, Operator<I> input, Step<I, T> step, boolean keepsPartitioner) {
        super(origin, List.of(input));
        this.input = input;
        this.step = step;
        this.keepsPartitioner = keepsPartitioner;
    }

    @Override
    public boolean canReject() {
        return true;
    }

    @Override
    public @Nullable Guard guard() {
        return guard;
    }

    @Override
    public void guardBy(@Nullable Guard newGuard) {
        guard = newGuard;
        guarded = newGuard == null ? null : GuardedSteps.of(step, newGuard);
    }

    @Override
    public void hold() {
        held = true;
    }

    @Override
    public boolean isHeld() {
        return held;
    }

    @Override
    protected @Nullable Plan<T> compute(Batch batch) {
        Plan<I> plan = input.plan(batch);
        if (plan == null) {
            return null;
        }
        Guard its = guard;
        GuardedSteps<I, T> steps = guarded;
        if (its == null || steps == null) {
            return new NarrowNode<>(origin(), plan, step, keepsPartitioner);
        }
        Plan<I> known = !held && readsRanges(plan, new HashSet<>()) ? plan : announced(plan, its, batch.id());
        Plan<T> results = steps.over(origin(), known, keepsPartitioner);
        return held ? new CacheNode<>(origin(), results, StorageLevel.MEMORY_AND_DISK) : results;
    }

    @Override
    public String note() {
        Guard its = guard;
        return its == null ? "" : its.policy().note();
    }

    /** Has tasks say which partition they begin. */
    private Plan<I> announced(Plan<I> plan, Guard its, long batch) {
        Step.PartitionFunction<I, I> announce = (partition, records) -> {
            its.begin(batch, partition);
            return records;
        };
        return new NarrowNode<>(origin(), plan, new Step.MapPartitions<>(TaskFunction.shared(announce)), true);
    }

    /** Whether every record comes right out of a range of a source, so that the range says which piece of the data it belongs to. */
    private static boolean readsRanges(Plan<?> plan, Set<Range> others) {
        if (plan instanceof SourceNode<?> source) {
            for (int i = 0; i < source.partitions(); i++) {
                if (!others.add(source.range(i))) {
                    return false;
                }
            }
            return true;
        }
        boolean passes = plan instanceof UnionNode
                || plan instanceof CoalesceNode
                || (plan instanceof NarrowNode<?, ?> narrow && !(narrow.step() instanceof Step.MapPartitions));
        return passes && plan.inputs().stream().allMatch(input -> readsRanges(input, others));
    }
}
