package io.sakia.embedded.spill;

import io.sakia.embedded.disk.Segment;
import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.Evictable;
import io.sakia.embedded.memory.Settled;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Records that were written to disk, or that lie in memory by force since they can't be written. They never change. */
final class Part implements Evictable, AutoCloseable {
    private final @Nullable Segment segment;
    private final Pile held;
    private final @Nullable Settled settled;

    /** What lies on disk. */
    Part(Segment segment) {
        this.segment = segment;
        this.held = Pile.EMPTY;
        this.settled = null;
    }

    /** What lies in memory; the claim's bytes are this part's from now on. */
    Part(Pile held, Claim claim) {
        this.segment = null;
        this.held = held;
        this.settled = claim.settle(this);
    }

    /** How many records there are. */
    long records() {
        return segment != null ? segment.records() : held.records();
    }

    /** The records, in order. */
    Iterator<Object> iterator(Scope scope) {
        return segment != null ? Pile.read(segment, scope) : held.iterator(scope);
    }

    /** Nothing: it can't be written. */
    @Override
    public long evict() {
        return 0;
    }

    @Override
    public void close() {
        if (settled != null) {
            settled.close();
        }
    }
}
