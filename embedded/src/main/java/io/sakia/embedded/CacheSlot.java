package io.sakia.embedded;

import io.sakia.embedded.disk.LostBlockException;
import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.Evictable;
import io.sakia.embedded.spill.Workspace;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where one partition of a cache is kept.
 *
 * <pre>
 *   EMPTY ──computed, it fits──────────► MEMORY ──evicted, level has a disk──► DISK
 *    ▲ │                                   │                                    │
 *    │ ├─computed, too large, has a disk───┼──────────────────────────────────► │
 *    │ └─computed, too large: passed on    │ evicted, no disk                   │ lost or damaged
 *    └─────────────────────────────────────┴────────────────────────────────────┘
 * </pre>
 *
 * <p>One task computes a partition while the others wait. Waiting inside a task is safe: whoever computes waits only for values
 * further up the plan, which has no cycles, and evictions wait for nobody. A task that finds the partition evicted after its job was
 * planned computes it, whatever stands before it.
 */
final class CacheSlot implements Evictable {
    private final CacheBlocks blocks;
    private final int partition;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable KeptBlock kept;

    /** Where evicted records go. Guarded by the lock. */
    private @Nullable SpillFolders folders;

    CacheSlot(CacheBlocks blocks, int partition) {
        this.blocks = blocks;
        this.partition = partition;
    }

    boolean isKept() {
        return kept != null;
    }

    /** Pushes the records into a link, and keeps them if they are not kept. */
    void push(CacheOperator operator, Attempt attempt, Link link) {
        KeptBlock block = enter();
        if (block == null) {
            block = computePushing(operator, attempt, link);
        }
        if (block == null) {
            return;
        }
        if (block.isOnDisk()) {
            for (Iterator<Object> records = new FromDisk(operator, attempt, block); records.hasNext(); ) {
                link.push(records.next());
            }
            return;
        }
        try {
            block.block().push(attempt, link);
        } finally {
            block.leave();
        }
    }

    /** The records, which are kept if they are not kept yet. */
    Iterator<Object> pull(CacheOperator operator, Attempt attempt) {
        KeptBlock block = enter();
        if (block != null) {
            return read(block, operator, attempt);
        }
        return computePulling(operator, attempt);
    }

    private Iterator<Object> computePulling(CacheOperator operator, Attempt attempt) {
        lock();
        CacheBuilder builder = new CacheBuilder(blocks, space(attempt));
        boolean handedOver = false;
        try {
            KeptBlock present = enter();
            if (present != null) {
                return read(present, operator, attempt);
            }
            Iterator<Object> computed = operator.input().pull(attempt, partition);
            boolean room = true;
            while (room && computed.hasNext()) {
                room = builder.add(computed.next());
            }
            KeptBlock block = room ? keep(builder) : null;
            if (block != null) {
                return read(block, operator, attempt);
            }
            handedOver = true;
            attempt.opened(builder::close);
            return new Chained(builder.drain(), computed);
        } finally {
            lock.unlock();
            if (!handedOver) {
                builder.close();
            }
        }
    }

    private @Nullable KeptBlock computePushing(CacheOperator operator, Attempt attempt, Link link) {
        lock();
        Keeping keeping = null;
        try (CacheBuilder builder = new CacheBuilder(blocks, space(attempt))) {
            KeptBlock present = enter();
            if (present != null) {
                return present;
            }
            keeping = new Keeping(builder, link);
            operator.input().push(attempt, partition, keeping);
            if (keeping.passing) {
                return null;
            }
            KeptBlock block = keep(builder);
            if (block == null) {
                keeping.pass();
            }
            return block;
        } finally {
            if (keeping == null || !keeping.passing) {
                lock.unlock();
            }
        }
    }

    /** The finished block, which this thread reads; null if there is no room for it. */
    private @Nullable KeptBlock keep(CacheBuilder builder) {
        KeptBlock block = builder.finish(this);
        if (block != null) {
            block.enter();
            kept = block;
            if (blocks.isReleased()) {
                block.release();
            }
        }
        return block;
    }

    /** What is kept, entered; null if nothing is. */
    private @Nullable KeptBlock enter() {
        KeptBlock block = kept;
        return block != null && block.enter() ? block : null;
    }

    private Workspace space(Attempt attempt) {
        folders = attempt.space().folders();
        return attempt.space();
    }

    private void lock() {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskStopped();
        }
    }

    private Iterator<Object> read(KeptBlock block, CacheOperator operator, Attempt attempt) {
        if (block.isOnDisk()) {
            return new FromDisk(operator, attempt, block);
        }
        Iterator<Object> records = block.block().iterator(attempt);
        return block.isCounted() ? new FromMemory(records, block, attempt) : records;
    }

    @Override
    public long evict() {
        if (!lock.tryLock()) {
            return 0;
        }
        try {
            KeptBlock block = kept;
            if (block == null || !block.mayLeaveMemory()) {
                return 0;
            }
            KeptBlock next = null;
            if (blocks.level().useDisk()) {
                next = folders == null ? null : CacheBuilder.copyToDisk(block, blocks, folders);
                if (next == null) {
                    block.stick();
                    return 0;
                }
                block.copy(next);
            }
            if (!block.shut()) {
                return 0;
            }
            long bytes = block.bytes();
            kept = next;
            if (next != null && blocks.isReleased()) {
                next.release();
            }
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back memory and file; a job that reads what is in memory reads on. */
    void release() {
        KeptBlock block = kept;
        if (block != null) {
            block.release();
        }
    }

    private void forget(KeptBlock lost, LostBlockException why) {
        blocks.lost(why);
        lock();
        try {
            if (kept == lost) {
                kept = null;
            }
        } finally {
            lock.unlock();
        }
        lost.release();
    }

    /** Gives records to what keeps them, or to the next link when they are too many. */
    private final class Keeping extends Link {
        private final CacheBuilder builder;
        private final Link next;
        private boolean passing;

        Keeping(CacheBuilder builder, Link next) {
            this.builder = builder;
            this.next = next;
        }

        @Override
        void push(Object record) {
            if (passing) {
                next.push(record);
            } else if (!builder.add(record)) {
                pass();
            }
        }

        void pass() {
            passing = true;
            lock.unlock();
            for (Iterator<Object> records = builder.drain(); records.hasNext(); ) {
                next.push(records.next());
            }
        }
    }

    /** Records of a block in memory, which stays there until they are read or the attempt ends. */
    private static final class FromMemory implements Iterator<Object> {
        private final Iterator<Object> records;
        private final KeptBlock block;
        private final Attempt attempt;
        private final Attempt.Resource open = this::close;
        private boolean closed;

        FromMemory(Iterator<Object> records, KeptBlock block, Attempt attempt) {
            this.records = records;
            this.block = block;
            this.attempt = attempt;
            attempt.opened(open);
        }

        @Override
        public boolean hasNext() {
            if (records.hasNext()) {
                return true;
            }
            close();
            return false;
        }

        @Override
        public Object next() {
            return records.next();
        }

        private void close() {
            if (!closed) {
                closed = true;
                attempt.closed(open);
                block.leave();
            }
        }
    }

    /** Records of a block on disk; what can't be read is computed again, from where reading ended. */
    private final class FromDisk extends AheadIterator {
        private final CacheOperator operator;
        private final Attempt attempt;
        private final KeptBlock block;
        private @Nullable Iterator<Object> records;
        private long given;
        private boolean again;

        FromDisk(CacheOperator operator, Attempt attempt, KeptBlock block) {
            this.operator = operator;
            this.attempt = attempt;
            this.block = block;
        }

        @Override
        @Nullable
        Object look() {
            if (!again) {
                try {
                    if (records == null) {
                        records = block.block().iterator(attempt);
                    }
                    if (!records.hasNext()) {
                        return null;
                    }
                    Object record = records.next();
                    given++;
                    return record;
                } catch (LostBlockException e) {
                    computeAgain(e);
                }
            }
            return records != null && records.hasNext() ? records.next() : null;
        }

        private void computeAgain(LostBlockException why) {
            again = true;
            forget(block, why);
            Iterator<Object> all = pull(operator, attempt);
            for (long i = 0; i < given && all.hasNext(); i++) {
                all.next();
            }
            records = all;
        }
    }

    /** What was held already, then what is still computed. */
    private record Chained(Iterator<Object> first, Iterator<Object> then) implements Iterator<Object> {
        @Override
        public boolean hasNext() {
            return first.hasNext() || then.hasNext();
        }

        @Override
        public Object next() {
            return first.hasNext() ? first.next() : then.next();
        }
    }
}
