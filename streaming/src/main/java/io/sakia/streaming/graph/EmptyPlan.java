package io.sakia.streaming.graph;

import io.sakia.connector.Range;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import java.util.Collections;

/** Plans of no records. */
public final class EmptyPlan {
    private EmptyPlan() {}

    /** A plan of so many partitions, 0 or more, all of them empty. */
    public static <T> Plan<T> of(Origin origin, int partitions) {
        return new SourceNode<>(origin, Collections.nCopies(partitions, new NoRange()), range -> () -> null);
    }

    /** The range that holds nothing. */
    private record NoRange() implements Range {}
}
