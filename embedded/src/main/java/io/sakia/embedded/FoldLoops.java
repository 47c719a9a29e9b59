package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.column.LoopCopies;
import io.sakia.embedded.spill.KeyedFold;
import io.sakia.plan.Origin;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loops of an engine's folds: {@link FoldLoop} itself for an aggregate that little was folded by so far, a copy of that class in which the
 * aggregate is a constant from then on.
 *
 * <p>Most aggregates are made anew for each job, by {@code reduceByKey} and its kin, but are records of the same functions, and so have one copy.
 */
final class FoldLoops {
    /** How many records are folded by an aggregate before it gets a loop of its own: some 10 ns each, as against 40 ms for compiling one. */
    private static final long MANY = 4_000_000;

    private static final MethodType CONSTRUCTOR = MethodType.methodType(
            void.class, AggregateFolder.class, KeyedFold.class, boolean.class, Attempt.class, LoopCopies.Use.class);

    private static final int MOST = 256;

    private final LoopCopies<Aggregate<?, ?, ?>> copies;

    /** What is known of folds; guarded by itself. */
    private final Map<Origin, FoldHistory> histories = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, FoldHistory> eldest) {
            return size() > MOST;
        }
    };

    /** The loops of an engine that has not folded anything yet. */
    FoldLoops() {
        this(MANY);
    }

    /** The same with another number of records before an aggregate gets a loop of its own. */
    FoldLoops(long many) {
        copies = new LoopCopies<>(MethodHandles.lookup(), FoldLoop.class, CONSTRUCTOR, many);
    }

    /**
     * A loop that folds.
     *
     * @param parts whether it is given the accumulators of parts, and not values
     */
    AggregateLink loop(AggregateFolder folder, KeyedFold fold, boolean parts, Attempt attempt) {
        LoopCopies<?>.@Nullable Use use = folder.isShared() ? copies.use(folder.aggregate()) : null;
        MethodHandle copy = use == null ? null : use.copy();
        return copy == null
                ? new FoldLoop(folder, fold, parts, attempt, use)
                : make(copy, folder, fold, parts, attempt);
    }

    /** What is known of a fold from its last tasks. */
    FoldHistory history(Origin fold) {
        synchronized (histories) {
            return histories.computeIfAbsent(fold, each -> new FoldHistory());
        }
    }

    private static AggregateLink make(
            MethodHandle copy, AggregateFolder folder, KeyedFold fold, boolean parts, Attempt attempt) {
        try {
            return (AggregateLink) copy.invokeExact(folder, fold, parts, attempt, (LoopCopies<?>.Use) null);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a loop can't be made", e);
        }
    }
}
