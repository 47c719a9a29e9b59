package io.sakia.plan;

import io.sakia.StorageLevel;
import java.util.List;

/** Keeps each partition once it was computed. What is kept hangs on this node and goes with it, or by {@code Engine.release}. */
public final class CacheNode<T> extends Plan<T> {
    private final Plan<T> input;
    private final StorageLevel level;
    private final boolean repeatable;

    /** Keeps the input at a level; what is lost is computed again. */
    public CacheNode(Origin origin, Plan<T> input, StorageLevel level) {
        this(origin, input, level, true);
    }

    private CacheNode(Origin origin, Plan<T> input, StorageLevel level, boolean repeatable) {
        super(origin, input.partitions(), input.partitioner());
        if (level == StorageLevel.NONE) {
            throw new IllegalArgumentException(
                    origin + ": nothing can be kept at the level NONE; name another level, or call"
                            + " unpersist() to forget what is kept");
        }
        this.input = input;
        this.level = level;
        this.repeatable = repeatable;
    }

    /** Keeps, in memory or on disk, what has an effect and so must not be computed twice: the step of a state, for instance. */
    public static <T> CacheNode<T> held(Origin origin, Plan<T> input) {
        return new CacheNode<>(origin, input, StorageLevel.MEMORY_AND_DISK, false);
    }

    /** What is kept. */
    public Plan<T> input() {
        return input;
    }

    /** Where it is kept. */
    public StorageLevel level() {
        return level;
    }

    /** Whether what was kept and is lost may be computed again; if not, losing it fails the job. */
    public boolean isRepeatable() {
        return repeatable;
    }

    @Override
    public List<Plan<?>> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.cache(this);
    }
}
