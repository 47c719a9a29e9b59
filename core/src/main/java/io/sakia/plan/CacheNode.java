package io.sakia.plan;

import io.sakia.StorageLevel;
import java.util.List;

/** Keeps each partition once it was computed. What is kept hangs on this node and goes with it, or by {@code Engine.release}. */
public final class CacheNode<T> extends Plan<T> {
    private final Plan<T> input;
    private final StorageLevel level;

    /** Keeps the input at a level. */
    public CacheNode(Origin origin, Plan<T> input, StorageLevel level) {
        super(origin, input.partitions(), input.partitioner());
        if (level == StorageLevel.NONE) {
            throw new IllegalArgumentException(
                    origin + ": nothing can be kept at the level NONE; name another level, or call"
                            + " unpersist() to forget what is kept");
        }
        this.input = input;
        this.level = level;
    }

    /** What is kept. */
    public Plan<T> input() {
        return input;
    }

    /** Where it is kept. */
    public StorageLevel level() {
        return level;
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
