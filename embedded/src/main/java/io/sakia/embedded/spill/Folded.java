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
        private final HeldClaim claim;

        InMemory(KeyedBucket bucket, @Nullable Claim claim) {
            this.bucket = bucket;
            this.claim = new HeldClaim(claim);
        }

        /** The keys and accumulators. */
        public KeyedBucket bucket() {
            return bucket;
        }

        @Override
        public boolean isPetty() {
            return claim.isEmpty();
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

    /** Keys and results, in runs that are merged as they are read. Any number of threads may read. */
    final class OnDisk implements Folded {
        private final Runs runs;

        OnDisk(List<Part> runs, Area area) {
            this.runs = new Runs(runs, area);
        }

        @Override
        public boolean isPetty() {
            return false;
        }

        /** How many keys there are. */
        public long records() {
            return runs.records();
        }

        /** Keys and results, as {@link Entry entries}. */
        public Iterator<Object> entries(Scope scope) {
            return new MergeBySeen(
                    runs.parts().stream().map(run -> run.iterator(scope)).toList());
        }

        @Override
        public void close() {
            runs.close();
        }
    }
}
