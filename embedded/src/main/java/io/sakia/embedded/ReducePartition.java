package io.sakia.embedded;

import io.sakia.column.Column;
import io.sakia.embedded.disk.LostBlockException;
import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.Evictable;
import io.sakia.embedded.memory.Settled;
import io.sakia.embedded.spill.Folded;
import io.sakia.embedded.spill.KeyedBucket;
import io.sakia.embedded.spill.KeyedFold;
import io.sakia.embedded.spill.Pile;
import io.sakia.embedded.spill.Sorted;
import io.sakia.embedded.spill.Workspace;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.ShuffleSpec;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One partition of what a shuffle puts out: merged from the map tasks' buckets by its first reader, in the order of the map
 * partitions, and kept for all others.
 *
 * <pre>
 *   BUCKETS ──fold or merge──► FOLDED ──results, order──► READ (a block; the buckets are gone)
 *      │  │                      ▲                         │  │
 *      │  └─── more than memory ─┼─────────────────────────┼─►│ evicted
 *      │                         │                         │  ▼
 *      │ what was taken is lost  │ the map tasks' chains   │ ON DISK
 *      └──────► SPOILED ─────────┘ run again here, for     │  │ lost or damaged
 *                  ▲               this partition only     │  │
 *                  └───────────────────────────────────────┴──┘
 * </pre>
 *
 * <p>Merging accumulators may change them, so it is done once; when it fails half-way nobody can say what they hold, and they are
 * computed again. Taking results changes nothing, so that is simply repeated.
 */
final class ReducePartition implements Evictable {
    private final ShuffleOutput output;
    private final int partition;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Block block;

    // Guarded by the lock.
    private @Nullable KeyedBucket merged;
    private @Nullable Workspace space;
    private @Nullable Settled settled;
    private boolean spoiled;
    private boolean dropped;
    private int version;
    private boolean unspillable;

    ReducePartition(ShuffleOutput output, int partition) {
        this.output = output;
        this.partition = partition;
    }

    /** The records; merged by the first task that wants them, while others wait. */
    Block read(ShuffleOperator shuffle, Attempt attempt) {
        Block present = block;
        if (present != null) {
            return present;
        }
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskStopped();
        }
        try {
            present = block;
            if (present == null) {
                space = attempt.space();
                present = compute(shuffle, attempt);
                block = present;
                merged = null;
                spoiled = false;
                drop();
            }
            return present;
        } catch (LostBlockException e) {
            spoiled = true;
            attempt.space().lost(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private Block compute(ShuffleOperator shuffle, Attempt attempt) {
        ShuffleSpec<?, ?, ?> spec = shuffle.spec();
        TaskFunction<?> order = spec.order();
        Merging merging = new Merging(shuffle, partition, attempt, spoiled || !output.isComplete());
        try {
            if (spec.aggregate() != null) {
                return fold(shuffle, merging, attempt);
            }
            return order == null
                    ? new ShuffledPairs(merging.rows(), partition, losses())
                    : sorted(merging.sort(order), shuffle, order);
        } finally {
            spoiled |= merging.took();
        }
    }

    private Block fold(ShuffleOperator shuffle, Merging merging, Attempt attempt) {
        TaskFunction<?> order = shuffle.spec().order();
        AggregateFolder folder =
                AggregateFolder.of(shuffle.origin(), false, shuffle.spec().aggregate(), attempt);
        KeyedBucket ready = merged;
        if (ready == null) {
            Folded folded = merging.fold(folder);
            if (folded instanceof Folded.OnDisk onDisk) {
                return onDisk(onDisk, shuffle, merging);
            }
            Folded.InMemory inMemory = (Folded.InMemory) folded;
            ready = inMemory.bucket();
            merged = ready;
            settle(inMemory.takeClaim());
            drop();
        }
        // It folds nothing any more.
        KeyedFold none = new KeyedFold(folder, attempt.space(), attempt);
        Column results = folder.link(none, AggregateFolder.PART, attempt).results(ready);
        PairColumns columns = new PairColumns(ready.keys, results, ready.size);
        return order == null ? columns : sorted(merging.sort(columns, order), shuffle, order);
    }

    private Block onDisk(Folded.OnDisk folded, ShuffleOperator shuffle, Merging merging) {
        TaskFunction<?> order = shuffle.spec().order();
        if (order == null) {
            return new StreamedBlock(folded.records(), attempt -> new EntryPairs(folded.entries(attempt)), losses());
        }
        try (folded) {
            return sorted(merging.sort(folded, order), shuffle, order);
        }
    }

    private Block sorted(Sorted sorted, ShuffleOperator shuffle, TaskFunction<?> order) {
        if (sorted instanceof Sorted.InMemory inMemory) {
            settle(inMemory.takeClaim());
            return new Records(inMemory.records(), inMemory.size());
        }
        if (settled != null) {
            settled.close();
            settled = null;
        }
        Sorted.OnDisk onDisk = (Sorted.OnDisk) sorted;
        Origin origin = shuffle.origin();
        return new StreamedBlock(
                onDisk.records(), attempt -> onDisk.iterator(new KeyOrder(origin, order, attempt), attempt), losses());
    }

    /** Takes over the claim to what is kept in memory, besides what is kept already. */
    private void settle(@Nullable Claim claim) {
        Settled before = settled;
        if (claim == null) {
            return;
        }
        if (before != null) {
            long bytes = before.bytes();
            before.close();
            claim.force(bytes);
        }
        settled = claim.settle(this);
    }

    /** Lets go of the buckets. */
    private void drop() {
        if (!dropped && !(block instanceof ShuffledPairs)) {
            dropped = true;
            output.drop(partition);
        }
    }

    /** Who is told that the block that is made now can't be read: it is forgotten, and computed again by the next attempt. */
    private Consumer<LostBlockException> losses() {
        int made = ++version;
        return e -> lost(made, e);
    }

    private void lost(int made, LostBlockException e) {
        lock.lock();
        try {
            if (version == made && block != null) {
                block = null;
                spoiled = true;
                if (space != null) {
                    space.lost(e);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long evict() {
        if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
            return 0;
        }
        try {
            Block present = block;
            Settled mine = settled;
            Workspace disk = space;
            if (present == null || mine == null || disk == null || unspillable) {
                return 0;
            }
            Attempt nobodys = new Attempt(new StopFlag(), disk, new Chains(), new FoldLoops());
            Pile stored = disk.store(() -> present.iterator(nobodys));
            if (stored == null) {
                unspillable = true;
                return 0;
            }
            block = new StreamedBlock(stored.records(), stored::iterator, losses());
            settled = null;
            return mine.bytes();
        } catch (UncheckedIOException e) {
            // Whoever needs the memory will have to write too, and report it.
            return 0;
        } finally {
            lock.unlock();
        }
    }
}
