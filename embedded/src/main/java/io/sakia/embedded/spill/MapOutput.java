package io.sakia.embedded.spill;

import io.sakia.embedded.disk.Segment;
import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.Evictable;
import io.sakia.embedded.memory.Settled;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one map task puts out: a bucket for each reduce partition, or null where there is nothing for it. What lies in memory is written to
 * disk when others need the memory; whoever reads it at that moment reads on in memory.
 *
 * <pre>
 *   bucket 0   [ KeyedBucket           ]      evict       [segment]     keys and accumulators as pairs
 *   bucket 1   [ Pile [seg][ | | ]     ]   ──────────►    [seg][seg]
 *   bucket 2   taken                                      taken
 * </pre>
 */
public final class MapOutput implements Evictable {

    private final @Nullable Bucket[] buckets;
    private final Workspace space;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Area area;
    private @Nullable Settled settled;
    private long each;
    private int dropped;
    private volatile boolean unspillable;

    MapOutput(@Nullable Bucket[] buckets, Workspace space, @Nullable Area area) {
        this.buckets = buckets;
        this.space = space;
        this.area = area;
    }

    /**
     * An output in memory.
     *
     * @param claim what it holds; null if that is too little to matter
     */
    public static MapOutput of(@Nullable Bucket[] buckets, Workspace space, @Nullable Claim claim) {
        MapOutput output = new MapOutput(buckets, space, null);
        return claim == null ? output : output.settle(claim);
    }

    /** Whether it is too small to be accounted for, and always stays in memory. */
    public boolean isPetty() {
        return settled == null;
    }

    /** Lets the budget have the memory back when others need it; called once, by the task that made this. */
    MapOutput settle(Claim claim) {
        long records = 0;
        for (Bucket bucket : buckets) {
            records += inMemory(bucket);
        }
        if (records > 0) {
            each = claim.bytes() / records;
            settled = claim.settle(this);
        } else {
            claim.close();
        }
        return this;
    }

    /** The bucket for a reduce partition, or null if there is none. What it holds in memory must not be changed. */
    public @Nullable Bucket bucket(int partition) {
        return buckets[partition];
    }

    /** Whether some of a bucket lies in memory. */
    public boolean isInMemory(int partition) {
        return inMemory(buckets[partition]) > 0;
    }

    /** About how many bytes of memory a bucket holds; 0 where nobody counts. */
    public long bytes(int partition) {
        return bytes(buckets[partition]);
    }

    /**
     * Takes a bucket out, for someone who changes what it holds or accounts for it; null if there is none, or it was taken before. What of
     * it lies on disk can be read until it is {@link #drop dropped}.
     */
    public @Nullable Bucket take(int partition) {
        if (settled == null) {
            Bucket taken = buckets[partition];
            buckets[partition] = null;
            return taken;
        }
        lock.lock();
        try {
            Bucket taken = buckets[partition];
            if (taken != null) {
                buckets[partition] = null;
                settled.shrink(bytes(taken));
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of all buckets but one; called instead of {@link #drop} for each of them. */
    public void keepOnly(int partition) {
        for (int i = 0; i < buckets.length; i++) {
            if (i != partition) {
                drop(i);
            }
        }
    }

    /** Lets go of a bucket, or of there being none, that nobody reads any more; called once for each. */
    public void drop(int partition) {
        take(partition);
        if (settled == null && area == null) {
            return;
        }
        lock.lock();
        try {
            dropped++;
            if (dropped == buckets.length && area != null) {
                area.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long evict() {
        if (unspillable || lock.isHeldByCurrentThread() || !lock.tryLock()) {
            return 0;
        }
        long freed = 0;
        try {
            for (int i = 0; i < buckets.length; i++) {
                Bucket bucket = buckets[i];
                if (inMemory(bucket) == 0) {
                    continue;
                }
                if (!write(i, bucket)) {
                    unspillable = true;
                    return freed;
                }
                freed += bytes(bucket);
            }
            return freed;
        } catch (UncheckedIOException e) {
            // Whoever needs the memory will have to write too, and report it.
            return freed;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what a bucket holds in memory; false if it can't be written. */
    private boolean write(int partition, Bucket bucket) {
        Area mine = area;
        if (mine == null) {
            mine = space.area();
            area = mine;
        }
        Segment segment = mine.tryWrite(() -> held(bucket), Scope.NONE);
        if (segment == null) {
            return false;
        }
        buckets[partition] = bucket instanceof Pile pile ? pile.with(segment) : Pile.of(segment);
        return true;
    }

    private long bytes(@Nullable Bucket bucket) {
        return inMemory(bucket) * each;
    }

    private static int inMemory(@Nullable Bucket bucket) {
        if (bucket == null) {
            return 0;
        }
        return bucket instanceof Pile pile ? pile.heldSize() : ((KeyedBucket) bucket).size;
    }

    private static Iterator<Object> held(Bucket bucket) {
        return bucket instanceof Pile pile ? pile.heldIterator() : ((KeyedBucket) bucket).pairs();
    }
}
