package io.sakia.rdd;

import io.sakia.StorageLevel;
import io.sakia.plan.CacheNode;
import io.sakia.plan.CheckpointNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * The plan of an RDD: it is computed, and what was computed may be kept, and may be saved. What is asked for last stands outermost:
 *
 * <pre>
 *   computed ── persist ──► CacheNode ── checkpoint ──► CheckpointNode        the checkpoint is written from what is kept
 *   computed ── checkpoint ──► CheckpointNode ── persist ──► CacheNode
 * </pre>
 */
final class RDDPlan<T> {
    private final Plan<T> computed;
    private volatile Plan<T> outermost;
    private @Nullable CacheNode<T> kept;
    private @Nullable CheckpointNode<T> saved;

    RDDPlan(Plan<T> computed) {
        this.computed = computed;
        this.outermost = computed;
    }

    /** What computes the RDD, whatever is kept of it. */
    Plan<T> computed() {
        return computed;
    }

    /** What gives the RDD from now on. */
    Plan<T> outermost() {
        return outermost;
    }

    synchronized StorageLevel level() {
        return kept == null ? StorageLevel.NONE : kept.level();
    }

    synchronized void keep(Origin origin, StorageLevel level) {
        if (kept == null) {
            kept = new CacheNode<>(origin, outermost, level);
            outermost = kept;
        } else if (kept.level() != level) {
            throw new IllegalStateException(origin + ": this RDD is kept at " + kept.level()
                    + " already; call unpersist() before another level");
        }
    }

    /** Keeps nothing from now on; gives the node that kept it, if one did. */
    synchronized @Nullable CacheNode<T> forget() {
        CacheNode<T> former = kept;
        kept = null;
        if (former != null && outermost == former) {
            outermost = former.input();
        } else if (former != null && saved != null && !saved.isSaved()) {
            saved = new CheckpointNode<>(saved.origin(), former.input());
            outermost = saved;
        }
        return former;
    }

    /** Will be saved after the next job; gives the node that is new, or null if that was asked for before. */
    synchronized @Nullable CheckpointNode<T> checkpoint(Origin origin) {
        if (saved != null) {
            return null;
        }
        saved = new CheckpointNode<>(origin, outermost);
        outermost = saved;
        return saved;
    }

    /** Where it was saved, or null if it was not yet. */
    synchronized @Nullable String place() {
        return saved == null ? null : saved.place();
    }
}
