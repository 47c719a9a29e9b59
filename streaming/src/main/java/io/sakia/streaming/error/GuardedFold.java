package io.sakia.streaming.error;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.CacheNode;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.Step;

/**
 * Folds the values of each key but for those that the aggregate fails on. Values are folded where they have moved to, one by one, so that a failure is about one
 * value and not about a part that was folded before. The result is kept, so that whoever reads it again finds the same rejected.
 *
 * <pre>
 *   (k,v) ── (k,(k,v)) ── shuffle, fold ── all but keys of which every value was rejected ── kept
 * </pre>
 *
 * @param <V> the values
 * @param <R> the results
 */
public final class GuardedFold<K, V, R> {
    private final Partitioner partitioner;
    private final TaskFunction<Aggregate<V, ?, R>> aggregate;
    private final Guard guard;
    private final ShuffleSpec<K, Pair<K, V>, Object> spec;
    private final Step<Pair<K, V>, Pair<K, Pair<K, V>>> keyed;
    private final Step<Pair<K, Object>, Pair<K, Object>> taken;

    /** Folds by an aggregate. */
    public GuardedFold(Partitioner partitioner, TaskFunction<Aggregate<V, ?, R>> aggregate, Guard guard) {
        this.partitioner = partitioner;
        this.aggregate = aggregate;
        this.guard = guard;
        this.spec = spec(guard);
        Function<Pair<K, V>, Pair<K, Pair<K, V>>> withKey = pair -> Pair.of(pair.key(), pair);
        this.keyed = new Step.Map<>(TaskFunction.shared(withKey));
        Function<Pair<K, Object>, Boolean> isTaken = pair -> pair.value() != Rejecting.Mark.REJECTED;
        this.taken = new Step.Filter<>(TaskFunction.shared(isTaken));
    }

    /**
     * The plan over an input.
     *
     * @param past the batch if later ones read this plan too, else 0
     */
    public Plan<Pair<K, R>> over(Origin origin, Plan<Pair<K, V>> input, long past) {
        Plan<Pair<K, Pair<K, V>>> pairs = new NarrowNode<>(origin, input, keyed, true);
        Plan<Pair<K, Object>> folded =
                KeyedPlans.aggregate(origin, pairs, past == 0 ? spec : spec(guard.inBatch(past)));
        @SuppressWarnings("unchecked") // all but the marks are results of the aggregate
        Plan<Pair<K, R>> results = (Plan<Pair<K, R>>) (Plan<?>) new NarrowNode<>(origin, folded, taken, true);
        return new CacheNode<>(origin, results, StorageLevel.MEMORY_AND_DISK);
    }

    private ShuffleSpec<K, Pair<K, V>, Object> spec(Guard its) {
        TaskFunction<Aggregate<Pair<K, V>, ?, Object>> guarded =
                aggregate.wrapped(inside -> new GuardedAggregate<>(inside, its));
        return new ShuffleSpec<>(partitioner, guarded, false, null);
    }
}
