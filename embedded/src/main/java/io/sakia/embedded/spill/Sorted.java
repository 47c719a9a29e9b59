package io.sakia.embedded.spill;

import io.sakia.embedded.memory.Claim;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an {@link ExternalSort} gives: records in order. */
public sealed interface Sorted extends AutoCloseable {
    /** Gives back memory and files. */
    @Override
    void close();

    /** Records in memory. */
    final class InMemory implements Sorted {
        private final Object[] records;
        private final int size;
        private final HeldClaim claim;

        InMemory(Object[] records, int size, @Nullable Claim claim) {
            this.records = records;
            this.size = size;
            this.claim = new HeldClaim(claim);
        }

        /** The records, of which the first {@link #size} count. */
        public Object[] records() {
            return records;
        }

        /** How many records there are. */
        public int size() {
            return size;
        }

        /** The claim to the memory, which is the caller's from now on; null if it is too little to matter. */
        public @Nullable Claim takeClaim() {
            return claim.take();
        }

        @Override
        public void close() {
            claim.close();
        }
    }

    /** Runs that are merged as they are read. Any number of threads may read, each with an order of its own. */
    final class OnDisk implements Sorted {
        private final Runs runs;

        OnDisk(List<Part> runs, Area area) {
            this.runs = new Runs(runs, area);
        }

        /** How many records there are. */
        public long records() {
            return runs.records();
        }

        /** The records in order; {@code order} is the one by which they were sorted. */
        public Iterator<Object> iterator(Comparator<Object> order, Scope scope) {
            return new MergeByOrder(runs.parts(), order, scope);
        }

        @Override
        public void close() {
            runs.close();
        }
    }
}
