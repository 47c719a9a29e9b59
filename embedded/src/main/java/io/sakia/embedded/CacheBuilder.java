package io.sakia.embedded;

import io.sakia.StorageLevel;
import io.sakia.embedded.disk.Segment;
import io.sakia.embedded.disk.SegmentWriter;
import io.sakia.embedded.disk.SpillFile;
import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.disk.UnspillableException;
import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.MemoryBudget;
import io.sakia.embedded.memory.SizeSample;
import io.sakia.embedded.spill.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A block of a cache while it is computed. Used by one thread.
 *
 * <pre>
 *   level        begins as   no room left                  can't be bytes            no folder works
 *   MEMORY_ONLY  objects     not kept                      –                         –
 *    … _SER      bytes       not kept                      objects                   –
 *   … AND_DISK   objects     disk                          objects, by force         objects, by force
 *    … _SER      bytes       disk                          objects, by force         bytes, by force
 *   DISK_ONLY    disk        –                             not kept                  not kept
 * </pre>
 *
 * <p>A write that fails half-way fails the task: its next attempt writes to another folder.
 */
final class CacheBuilder implements AutoCloseable {
    /** How many bytes a frame of a kept block has. */
    static final int FRAME = 1 << 16;

    private static final long ARRAY = 16;
    private static final long REFERENCE = 4;

    private final CacheBlocks blocks;
    private final StorageLevel level;
    private final Workspace space;
    private @Nullable Claim claim;

    // What there is so far is in one of these, or nowhere yet.
    private @Nullable Records objects;
    private @Nullable PackedRecords packed;
    private @Nullable SpillFile file;
    private @Nullable SegmentWriter writer;

    private final SizeSample sample = new SizeSample();
    private boolean forced;
    private @Nullable Object refused;

    CacheBuilder(CacheBlocks blocks, Workspace space) {
        this.blocks = blocks;
        this.level = blocks.level();
        this.space = space;
        if (level.useMemory() && level.serialized()) {
            packed = new PackedRecords(space.folders().format());
        } else if (level.useMemory()) {
            objects = new Records();
        }
    }

    /** Adds a record; false if the block can't be kept, and {@link #drain} is next. */
    boolean add(Object record) {
        if (blocks.isReleased() && !forced) {
            refused = record;
            return false;
        }
        if (objects != null) {
            objects.push(record);
            return !sample.add(record) || fits(bytes(objects)) || toDisk();
        }
        try {
            if (packed != null) {
                packed.add(record);
                return fits(packed.bytes()) || toDisk();
            }
            if (writer == null && !openFile()) {
                refused = record;
                return false;
            }
            writer().write(record);
            return true;
        } catch (UnspillableException e) {
            return addObject(record, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The finished block; null if it can't be kept, and {@link #drain} is next. */
    @Nullable
    KeptBlock finish(CacheSlot slot) {
        try {
            if (writer == null && objects == null && packed == null) {
                return KeptBlock.petty(new Records(0)); // no record has come
            }
            KeptBlock inMemory = writer == null ? settle(slot) : null;
            if (inMemory != null) {
                return inMemory;
            }
            if (writer == null && !toDisk()) {
                return null;
            }
            return writer != null ? settleOnDisk() : settle(slot); // it may have to stay by force
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records so far, which are let go of as they are read; nothing may be added after it. */
    Iterator<Object> drain() {
        Iterator<Object> first = soFar();
        Object last = refused;
        return new AheadIterator() {
            private boolean ended;

            @Override
            @Nullable
            Object look() {
                if (first.hasNext()) {
                    return first.next();
                }
                close();
                if (ended) {
                    return null;
                }
                ended = true;
                return last;
            }
        };
    }

    /** Gives back what was claimed and written; may be called more than once. */
    @Override
    public void close() {
        if (claim != null) {
            claim.close();
            claim = null;
        }
        objects = null;
        packed = null;
        closeFile();
    }

    /** Writes a block in memory to disk; null if that can't be done. */
    static @Nullable KeptBlock copyToDisk(KeptBlock block, CacheBlocks blocks, SpillFolders folders) {
        KeptBlock present = block.copy();
        if (present != null) {
            return present;
        }
        SpillFile file = null;
        try {
            file = folders.create();
            return KeptBlock.onDisk(new DiskRecords(write(iterator(block.block()), file)));
        } catch (UnspillableException | IOException e) {
            if (file != null) {
                file.close();
            }
            blocks.warnOfDisk(true, e);
            return null;
        }
    }

    private static Segment write(Iterator<Object> records, SpillFile file) throws IOException {
        try (SegmentWriter writer = file.write(FRAME)) {
            while (records.hasNext()) {
                writer.write(records.next());
            }
            return writer.finish();
        }
    }

    private static Iterator<Object> iterator(Block block) {
        return block instanceof Records records
                ? Arrays.asList(records.array()).subList(0, records.size()).iterator()
                : ((PackedRecords) block).iterator();
    }

    private Iterator<Object> soFar() {
        if (objects != null) {
            Records all = objects;
            objects = null;
            return lettingGo(all.array(), all.size());
        }
        if (packed != null) {
            return packed.iterator();
        }
        if (writer != null && file != null) {
            try {
                return writer.finish().read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Collections.emptyIterator();
    }

    private static Iterator<Object> lettingGo(@Nullable Object[] records, int size) {
        return new AheadIterator() {
            private int next;

            @Override
            @Nullable
            Object look() {
                if (next == size) {
                    return null;
                }
                Object record = records[next];
                records[next++] = null;
                return record;
            }
        };
    }

    /** What came as bytes so far goes on as objects, since this record can't be bytes. */
    private boolean addObject(Object record, UnspillableException why) {
        if (!level.useMemory()) {
            blocks.warnOfDisk(false, why);
            refused = record;
            return false;
        }
        blocks.warnOfDisk(true, why);
        Records all = new Records();
        for (Iterator<Object> before = soFar(); before.hasNext(); ) {
            Object one = before.next();
            all.push(one);
            sample.add(one);
        }
        packed = null;
        closeFile();
        objects = all;
        forced = level.useDisk();
        return add(record);
    }

    /** Moves what there is in memory to disk; if that fails it stays by force. False where the level has no disk. */
    private boolean toDisk() {
        if (!level.useDisk()) {
            return false;
        }
        try {
            if (!openFile()) {
                return force();
            }
            Iterator<Object> all = iterator(objects != null ? objects : packed());
            while (all.hasNext()) {
                writer().write(all.next());
            }
        } catch (UnspillableException | IOException e) {
            blocks.warnOfDisk(true, e);
            closeFile();
            return force();
        }
        objects = null;
        packed = null;
        if (claim != null) {
            claim.close();
            claim = null;
        }
        return true;
    }

    private boolean force() {
        forced = true;
        return fits(bytes());
    }

    private boolean openFile() {
        try {
            file = space.folders().create();
            writer = file.write(FRAME);
            return true;
        } catch (IOException e) {
            blocks.warnOfDisk(level.useMemory(), e);
            return false;
        }
    }

    private void closeFile() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
        if (file != null) {
            file.close();
            file = null;
        }
    }

    private boolean fits(long bytes) {
        long held = claim == null ? 0 : claim.bytes();
        if (bytes <= Math.max(held, space.budget().petty())) {
            return true;
        }
        if (claim == null) {
            claim = space.budget().claim(blocks.group());
        }
        if (forced) {
            claim.force(bytes - held);
            return true;
        }
        return claim.grow(bytes - held);
    }

    private @Nullable KeptBlock settle(CacheSlot slot) {
        Block block = objects != null ? objects.trim() : packed().trim();
        long bytes = bytes();
        if (!fits(bytes)) {
            return null;
        }
        if (claim == null) {
            return KeptBlock.petty(block);
        }
        claim.shrink(claim.bytes() - bytes);
        if (!forced && !hasRoom(claim)) {
            return null;
        }
        KeptBlock kept = KeptBlock.inMemory(block, claim.settle(slot), forced);
        claim = null;
        return kept;
    }

    /** A task's minimum is granted beyond the budget, for as long as the task runs; what stays must fit. */
    private boolean hasRoom(Claim mine) {
        MemoryBudget budget = space.budget();
        long beyond = budget.minimum() + 1 - mine.bytes();
        if (beyond <= 0 || budget.used() <= budget.size()) {
            return true;
        }
        if (!mine.grow(beyond)) {
            return false;
        }
        mine.shrink(beyond);
        return true;
    }

    private KeptBlock settleOnDisk() throws IOException {
        Segment segment = writer().finish();
        writer = null;
        file = null;
        return KeptBlock.onDisk(new DiskRecords(segment));
    }

    private long bytes() {
        return objects != null ? bytes(objects) : packed().bytes();
    }

    private long bytes(Records records) {
        return sample.bytes() + ARRAY + REFERENCE * records.array().length;
    }

    private PackedRecords packed() {
        if (packed == null) {
            throw new IllegalStateException("the block is not in memory");
        }
        return packed;
    }

    private SegmentWriter writer() {
        if (writer == null) {
            throw new IllegalStateException("the block is not on its way to disk");
        }
        return writer;
    }
}
