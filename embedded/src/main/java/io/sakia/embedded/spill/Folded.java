package io.sakia.embedded.spill;

import io.sakia.embedded.memory.Claim;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link KeyedFold} gives: keys in the order in which they were first seen. */
public sealed interface Folded extends AutoCloseable {
    /** Whether it holds too little to be closed. */
    boolean isPetty();

    /** Gives back memory and files. */
    @Override
    void close();

    /** Keys and accumulators in memory; results were not taken yet. */
    final class InMemory implements Folded {
        private final KeyedBucket bucket;
        private @Nullable Claim claim;

        InMemory(KeyedBucket bucket, @Nullable Claim claim) {
            this.bucket = bucket;
            this.claim = claim;
        }

        /** The keys and accumulators. */
        public KeyedBucket bucket() {
            return bucket;
        }

        @Override
        public boolean isPetty() {
            return claim == null;
        }

        /** The claim to the memory, which is the caller's from now on; null if it is too little to matter. */
        public @Nullable Claim takeClaim() {
            Claim taken = claim;
            claim = null;
            return taken;
        }

        @Override
        public void close() {
            if (claim != null) {
                claim.close();
                claim = null;
            }
        }
    }

    /** Keys and results, in runs that are merged as they are read. Any number of threads may read. */
    final class OnDisk implements Folded {
        private final List<Part> runs;
        private final Area area;
        private final long records;

        OnDisk(List<Part> runs, Area area) {
            this.runs = List.copyOf(runs);
            this.area = area;
            this.records = runs.stream().mapToLong(Part::records).sum();
        }

        @Override
        public boolean isPetty() {
            return false;
        }

        /** How many keys there are. */
        public long records() {
            return records;
        }

        /** Keys and results, as {@link Entry entries}. */
        public Iterator<Object> entries(Scope scope) {
            return new MergeBySeen(runs.stream().map(run -> run.iterator(scope)).toList());
        }

        @Override
        public void close() {
            runs.forEach(Part::close);
            area.close();
        }
    }
}
