package io.sakia.rdd;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds each partition, and merges neighbours in tasks, level by level, until few enough are left for the driver.
 *
 * <pre>
 *   27 partitions, depth 2      p0 … p26 ──► 4 merged in tasks, of 6 or 7 neighbours each ──► the driver
 * </pre>
 *
 * Which partitions are merged, and in which order, follows from their number and the depth alone.
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class TreeFold {
    static final int DEPTH = 2;

    private TreeFold() {}

    static <T, A, R> R of(SakiaContext context, Origin origin, Plan<T> plan, Aggregate<T, A, R> aggregate, int depth) {
        if (depth < 1) {
            throw new IllegalArgumentException(origin + " needs a depth of at least 1, not " + depth);
        }
        TaskFunction<Aggregate<T, A, R>> given = TaskFunction.of(origin, aggregate);
        Plan<Partial<A>> partials = partials(origin, plan, given);
        int scale = Math.max((int) Math.ceil(Math.pow(plan.partitions(), 1.0 / depth)), 2);
        while (partials.partitions() > scale + (partials.partitions() + scale - 1) / scale) {
            partials = merged(origin, partials, partials.partitions() / scale, given);
        }
        List<Partial<A>> rest = new ArrayList<>();
        context.run(origin, partials, Actions.<Partial<A>>collect()).forEach(rest::addAll);
        Aggregate<T, A, R> mine = given.get();
        return Aggregation.onDriver(origin, () -> mine.result(merge(mine, rest)));
    }

    private static <T, A> Plan<Partial<A>> partials(
            Origin origin, Plan<T> plan, TaskFunction<? extends Aggregate<T, A, ?>> given) {
        Step.PartitionFunction<T, Partial<A>> fold = (partition, records) -> {
            Aggregate<T, A, ?> mine = given.get();
            A total = mine.create();
            while (records.hasNext()) {
                total = mine.add(total, records.next());
            }
            return List.of(new Partial<>(partition, total)).iterator();
        };
        return new NarrowNode<>(origin, plan, new Step.MapPartitions<>(TaskFunction.of(origin, fold)), false);
    }

    private static <T, A> Plan<Partial<A>> merged(
            Origin origin, Plan<Partial<A>> plan, int fewer, TaskFunction<? extends Aggregate<T, A, ?>> given) {
        int many = plan.partitions();
        Function<Partial<A>, Pair<Integer, Partial<A>>> toGroup =
                partial -> Pair.of((int) ((long) partial.place() * fewer / many), partial);
        Plan<Partial<A>> grouped = KeyedPlans.placeByNumber(
                origin, new NarrowNode<>(origin, plan, new Step.Map<>(TaskFunction.of(origin, toGroup)), false), fewer);
        Step.PartitionFunction<Partial<A>, Partial<A>> merge = (partition, partials) -> {
            List<Partial<A>> group = new ArrayList<>();
            partials.forEachRemaining(group::add);
            return one(new Partial<>(partition, merge(given.get(), group)));
        };
        return new NarrowNode<>(origin, grouped, new Step.MapPartitions<>(TaskFunction.of(origin, merge)), false);
    }

    /** Begins with a new accumulator: those that were shuffled are read again if this attempt fails, and must stay as they are. */
    private static <A> A merge(Aggregate<?, A, ?> aggregate, List<Partial<A>> partials) throws Exception {
        partials.sort(Comparator.comparingInt(Partial::place));
        A total = aggregate.create();
        for (Partial<A> partial : partials) {
            total = aggregate.merge(total, partial.total());
        }
        return total;
    }

    private static <X> Iterator<X> one(X record) {
        return List.of(record).iterator();
    }

    private record Partial<A>(int place, @Nullable A total) implements Serializable {}
}
