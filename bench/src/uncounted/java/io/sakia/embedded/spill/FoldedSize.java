package io.sakia.embedded.spill;

import io.sakia.embedded.memory.Claim;
import org.jspecify.annotations.Nullable;

/** Stands in for the class of this name in the benchmark of accounting: everything fits, and nothing is claimed. */
final class FoldedSize implements AutoCloseable {
    FoldedSize(Workspace space, Scope scope) {}

    boolean inserted(AggregationTable table, @Nullable Object key, int payloadKind, @Nullable Object payload) {
        return false;
    }

    boolean folded(AggregationTable table, int position, int payloadKind, @Nullable Object payload) {
        return false;
    }

    void adopted(long bytes) {}

    void indexed(AggregationTable table) {}

    boolean fits(AggregationTable table, long arrays) {
        return true;
    }

    void tolerate(AggregationTable table) {}

    boolean isTolerable(AggregationTable table) {
        return true;
    }

    void force(AggregationTable table, long arrays) {}

    @Nullable
    Claim handOver(AggregationTable table) {
        return null;
    }

    @Nullable
    Claim handOverAdopted() {
        return null;
    }

    void clear() {}

    @Override
    public void close() {}
}
