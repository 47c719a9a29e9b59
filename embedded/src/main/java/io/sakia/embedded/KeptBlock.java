package io.sakia.embedded;

import io.sakia.embedded.disk.SpillFile;
import io.sakia.embedded.memory.Settled;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The records of one cached partition in one place, and who reads them there.
 *
 * <pre>
 *   readers   0 ◄──enter, leave──► n        n readers: stays where it is
 *             │ shut, by an eviction
 *             ▼
 *            gone                           whoever comes now looks where it went
 * </pre>
 *
 * <p>A petty block holds no bytes of the budget, so it is never evicted and needs no readers counted. A block on disk is held there by
 * its file while it is read.
 */
final class KeptBlock {
    private static final int GONE = -1;

    private final Block block;
    private final @Nullable Settled settled;
    private final @Nullable SpillFile file;
    private final AtomicInteger readers = new AtomicInteger();

    /** Whether it stays in memory by force. Guarded by the slot's lock, as is the copy. */
    private boolean stuck;

    private @Nullable KeptBlock copy;

    private KeptBlock(Block block, @Nullable Settled settled, @Nullable SpillFile file) {
        this.block = block;
        this.settled = settled;
        this.file = file;
    }

    static KeptBlock petty(Block block) {
        return new KeptBlock(block, null, null);
    }

    /**
     * A block in memory.
     *
     * @param stuck whether it can't leave memory
     */
    static KeptBlock inMemory(Block block, Settled settled, boolean stuck) {
        KeptBlock kept = new KeptBlock(block, settled, null);
        kept.stuck = stuck;
        return kept;
    }

    static KeptBlock onDisk(DiskRecords records) {
        return new KeptBlock(records, null, records.segment().file());
    }

    Block block() {
        return block;
    }

    boolean isOnDisk() {
        return file != null;
    }

    /** Whether its readers are counted. */
    boolean isCounted() {
        return settled != null;
    }

    /** Begins to read; false if it has gone. */
    boolean enter() {
        if (settled == null) {
            return true;
        }
        for (int now = readers.get(); now != GONE; now = readers.get()) {
            if (readers.compareAndSet(now, now + 1)) {
                settled.touch();
                return true;
            }
        }
        return false;
    }

    /** Ends reading. */
    void leave() {
        if (settled != null) {
            readers.decrementAndGet();
        }
    }

    /** Whether an eviction may try. */
    boolean mayLeaveMemory() {
        return settled != null && !stuck && readers.get() == 0;
    }

    /** Keeps new readers out; false if there are some. */
    boolean shut() {
        return readers.compareAndSet(0, GONE);
    }

    /** It can't leave memory: writing it failed. */
    void stick() {
        stuck = true;
    }

    /** The bytes of the budget that it holds. */
    long bytes() {
        return settled == null ? 0 : settled.bytes();
    }

    /** What was written of it while somebody began to read it, or null. */
    @Nullable
    KeptBlock copy() {
        return copy;
    }

    void copy(KeptBlock onDisk) {
        copy = onDisk;
    }

    /** Gives back memory and file; who reads it now may read on. May be called more than once. */
    void release() {
        if (settled != null) {
            settled.close();
        }
        if (file != null) {
            file.close();
        }
        KeptBlock written = copy;
        if (written != null) {
            written.release();
        }
    }
}
