package io.sakia.embedded.spill;

import io.sakia.embedded.disk.Segment;
import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.disk.UnspillableException;
import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.MemoryBudget;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an engine keeps records: the memory that all its structures share, and the folders for what does not fit. */
public final class Workspace {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    private final MemoryBudget budget;
    private final SpillFolders folders;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final AtomicLong lost = new AtomicLong();

    /** The memory and the folders of an engine. */
    public Workspace(MemoryBudget budget, SpillFolders folders) {
        this.budget = budget;
        this.folders = folders;
    }

    /** The memory. */
    public MemoryBudget budget() {
        return budget;
    }

    /** The folders. */
    public SpillFolders folders() {
        return folders;
    }

    /** Notes that something was lost on disk and is computed again. */
    public void lost(Exception what) {
        lost.incrementAndGet();
        LOG.warn("something on disk was lost and is computed again: {}", what.getMessage());
    }

    /** How often something was lost on disk. */
    public long losses() {
        return lost.get();
    }

    /**
     * Writes records to a file of their own, which goes with the pile.
     *
     * @param records gives them, from the first one at each call: once for each folder that fails
     * @return null if there is one that can't be written
     * @throws java.io.UncheckedIOException when no folder is left; the message says what to do
     */
    public @Nullable Pile store(Supplier<Iterator<Object>> records) {
        Segment segment = area().tryWrite(records, Scope.NONE);
        return segment == null ? null : Pile.of(segment);
    }

    /** What holds no more bytes needs no claim. */
    long petty() {
        return budget.petty();
    }

    Claim claim() {
        return budget.claim();
    }

    Area area() {
        return new Area(this);
    }

    /** Says once for each class that its objects stay in memory by force. */
    void warn(UnspillableException what) {
        if (warned.add(String.valueOf(what.getMessage()))) {
            LOG.warn("memory is short, and something stays in it by force: {}", what.getMessage());
        }
    }
}
