package io.sakia.streaming.graph;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.function.TaskFunction;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleSpec;
import io.sakia.streaming.error.Guard;
import io.sakia.streaming.error.GuardedFold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds the values of each key in each batch. */
public final class FoldOperator<K, V, R> extends Operator<Pair<K, R>> implements Guardable {
    private final Operator<Pair<K, V>> input;
    private final Partitioner partitioner;
    private final TaskFunction<Aggregate<V, ?, R>> aggregate;
    private final ShuffleSpec<K, V, R> spec;
    private @Nullable Guard guard;
    private @Nullable GuardedFold<K, V, R> guarded;
    private boolean held;

    /**
     * A fold.
     *
     * @param mapSide whether values are folded before they move as well as after
     */
    public FoldOperator(
            Origin origin,
            Operator<Pair<K, V>> input,
            Partitioner partitioner,
            Aggregate<V, ?, R> aggregate,
            boolean mapSide) {
        super(origin, List.of(input));
        this.input = input;
        this.partitioner = partitioner;
        this.aggregate = TaskFunction.of(origin, aggregate);
        this.spec = new ShuffleSpec<>(partitioner, this.aggregate, mapSide, null);
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
        guarded = newGuard == null ? null : new GuardedFold<>(partitioner, aggregate, newGuard);
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
    public String note() {
        Guard its = guard;
        return its == null ? "" : its.policy().note();
    }

    @Override
    protected @Nullable Plan<Pair<K, R>> compute(Batch batch) {
        Plan<Pair<K, V>> plan = input.plan(batch);
        if (plan == null) {
            return null;
        }
        GuardedFold<K, V, R> fold = guarded;
        return fold == null
                ? KeyedPlans.aggregate(origin(), plan, spec)
                : fold.over(origin(), plan, held ? batch.id() : 0);
    }
}
