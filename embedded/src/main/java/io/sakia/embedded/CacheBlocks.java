package io.sakia.embedded;

import io.sakia.StorageLevel;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Origin;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that a cache node keeps. They hang on the node and go with it. */
final class CacheBlocks {
    private static final Logger LOG = LoggerFactory.getLogger(CacheBlocks.class);

    private final Origin origin;
    private final StorageLevel level;
    private final boolean repeatable;
    private final CacheSlot[] slots;
    private final Object group = new Object();
    private final AtomicBoolean warnedOfDisk = new AtomicBoolean();
    private final AtomicBoolean warnedOfLoss = new AtomicBoolean();
    private volatile boolean released;

    CacheBlocks(CacheNode<?> node) {
        origin = node.origin();
        level = node.level();
        repeatable = node.isRepeatable();
        slots = new CacheSlot[node.partitions()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new CacheSlot(this, i);
        }
    }

    StorageLevel level() {
        return level;
    }

    /** What all of them have in common: they do not push each other out. */
    Object group() {
        return group;
    }

    CacheSlot slot(int partition) {
        return slots[partition];
    }

    /** Those of the given partitions that are not kept now. One that is kept may be gone when a task wants it. */
    BitSet missing(BitSet partitions) {
        BitSet missing = new BitSet(slots.length);
        for (int i = partitions.nextSetBit(0); i >= 0; i = partitions.nextSetBit(i + 1)) {
            if (!slots[i].isKept()) {
                missing.set(i);
            }
        }
        return missing;
    }

    /** Gives back memory and files, and keeps nothing from now on. Jobs that were planned on what is in memory read on. */
    void release() {
        released = true;
        for (CacheSlot slot : slots) {
            slot.release();
        }
    }

    boolean isReleased() {
        return released;
    }

    /** Says, once, that a partition can't be written to disk. */
    void warnOfDisk(boolean staysInMemory, Exception why) {
        if (!warnedOfDisk.getAndSet(true)) {
            LOG.warn(
                    "{}: what is kept at {} can't be written to disk, {}: {}",
                    origin,
                    level,
                    staysInMemory ? "so it stays in memory" : "so it is computed again each time",
                    why.getMessage());
        }
    }

    /** Takes note that a partition was lost on disk: fails where it must not be computed again, and else says so, once. */
    void lost(Exception why) {
        if (!repeatable) {
            throw Failures.engineSays(
                    origin,
                    null,
                    new IllegalStateException(
                            "what " + origin + " put out was written to disk and is lost, and can't be"
                                    + " computed again, since that has an effect: look after the disk, or give it more"
                                    + " sakia.memory, and start again (" + why.getMessage() + ")"));
        }
        if (!released && !warnedOfLoss.getAndSet(true)) {
            LOG.warn("{}: what was kept on disk is lost and computed again: {}", origin, why.getMessage());
        }
    }
}
