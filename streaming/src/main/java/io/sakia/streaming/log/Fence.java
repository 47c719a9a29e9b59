package io.sakia.streaming.log;

import io.sakia.connector.FileStore;
import java.io.IOException;

/**
 * Tells whether another driver has opened a log since.
 *
 * @param generation the own one's
 */
record Fence(FileStore store, String folder, long generation) {
    /**
     * Makes sure that nobody has taken over.
     *
     * @param taken the highest segment that this driver has taken
     */
    void check(long taken) throws IOException {
        // Segments are deleted from the lowest on, so if the next one was there once and is gone, the own one was gone
        // before it.
        if (store.exists(new SegmentFile(folder, taken + 1).path())) {
            throw because("generation " + (taken + 1));
        }
        if (!store.exists(new SegmentFile(folder, taken).path())) {
            throw because("one that has deleted segment " + taken);
        }
    }

    /** An error, or that another driver has taken over, and so deleted what was being read. */
    IOException explain(IOException e, long taken) {
        try {
            check(taken);
        } catch (FencedException fenced) {
            fenced.addSuppressed(e);
            return fenced;
        } catch (IOException looking) {
            e.addSuppressed(looking);
        }
        return e;
    }

    FencedException because(String newer) {
        return new FencedException(describe(), generation, newer);
    }

    /** The log's folder, for messages. */
    String describe() {
        return folder.isEmpty() ? store.root() : store.root() + "/" + folder;
    }
}
