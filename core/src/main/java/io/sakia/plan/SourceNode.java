package io.sakia.plan;

import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import java.util.List;

/** Reads ranges: each is a partition. */
public final class SourceNode<T> extends Plan<T> {
    private final List<? extends Range> ranges;
    private final RangeReader<T, Range> reader;

    /** Reads each range with the reader. */
    @SuppressWarnings("unchecked")
    public <R extends Range> SourceNode(Origin origin, List<R> ranges, RangeReader<T, R> reader) {
        super(origin, ranges.size(), null);
        this.ranges = List.copyOf(ranges);
        this.reader = (RangeReader<T, Range>) reader;
    }

    /** The range of a partition. */
    public Range range(int partition) {
        return ranges.get(partition);
    }

    /** Opens any of this node's ranges. */
    public RangeReader<T, Range> reader() {
        return reader;
    }

    @Override
    public List<Plan<?>> inputs() {
        return List.of();
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.source(this);
    }
}
