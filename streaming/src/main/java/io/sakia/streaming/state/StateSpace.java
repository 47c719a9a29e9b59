package io.sakia.streaming.state;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory that all states of an executor share, and where they go beyond it.
 *
 * <pre>
 *   budget 100, three stores   a 60   b 30   c 20    together 110: a is asked for 10, and for a little more, when it is used next
 *                              a 10   b 20   c 80    together 110: c is asked
 *                              a 33   b 33   c 44    together 110: c is asked; nobody gives more than what is beyond a third
 * </pre>
 *
 * <p>Sizes are estimates. Thread-safe.
 */
final class StateSpace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateSpace.class);

    private final long bytes;
    private final ColdStorage.Maker files;
    private final AtomicLong held = new AtomicLong();
    private final AtomicInteger holders = new AtomicInteger();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicBoolean warnedOfValues = new AtomicBoolean();

    /**
     * A space.
     *
     * @param bytes how much memory all states may take together
     * @param files makes files for what does not fit
     */
    StateSpace(long bytes, ColdStorage.Maker files) {
        this.bytes = bytes;
        this.files = files;
    }

    /** The bytes of the budget. */
    long bytes() {
        return bytes;
    }

    /** The bytes that all stores hold together. */
    long held() {
        return held.get();
    }

    /** Notes that a store holds another number of bytes than before. */
    void hold(long before, long now) {
        held.addAndGet(now - before);
        if ((before > 0) != (now > 0)) {
            holders.addAndGet(now > 0 ? 1 : -1);
        }
    }

    /** Whether all stores together hold more than they may. */
    boolean isOverdrawn() {
        return held.get() > bytes;
    }

    /** How many bytes a store should give back that holds so many. */
    long excess(long own) {
        long over = held.get() - bytes;
        long share = bytes / Math.max(1, holders.get());
        return over <= 0 || own <= share ? 0 : Math.min(over, own - share) + share / 16;
    }

    /** A new file. */
    ColdFile newFile() throws IOException {
        return new ColdFile(files.make());
    }

    /** Says, once, that states stay in memory. */
    void failed(String owner, Exception why) {
        if (!warned.getAndSet(true)) {
            LOG.warn(
                    "states take more than {} ({} bytes) but can't be written to disk, and stay in memory; the first are those"
                            + " of {}: {}. Name folders with room in sakia.local.dir, or raise {}",
                    StateMemory.KEY,
                    bytes,
                    owner,
                    why.toString(),
                    StateMemory.KEY);
        }
    }

    /** Says, once, that a state stays in memory because of what it is. */
    void unwritable(String owner, Exception why) {
        if (!warnedOfValues.getAndSet(true)) {
            LOG.warn("states of {} can't be written to disk, and stay in memory: {}", owner, why.toString());
        }
    }

    @Override
    public void close() {
        files.close();
    }
}
