package io.sakia.streaming.source;

import io.sakia.streaming.receiver.Scheduler;
import java.time.Duration;
import java.util.function.Function;

/**
 * How a folder is watched.
 *
 * <pre>{@code
 * DirectorySettings.defaults().withNewFilesOnly(false)
 * }</pre>
 *
 * @param newFilesOnly whether files that are there at the first start are skipped
 * @param mostBytes how many bytes of files a batch takes, unless the first file alone has more; at least 1
 * @param look how long after a batch a stream that has no interval looks for new files, and how often from then on
 * @param listing looks into the folder
 * @param schedulers makes the scheduler that a source uses while it is open, from the name for its thread
 */
public record DirectorySettings(
        boolean newFilesOnly,
        long mostBytes,
        Duration look,
        FolderListing listing,
        Function<String, Scheduler> schedulers) {
    /** Refuses what can't be meant. */
    public DirectorySettings {
        if (mostBytes < 1) {
            throw new IllegalArgumentException("a batch must be allowed at least 1 byte of files, not " + mostBytes);
        }
        if (look.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "the wait between two looks into a folder is at least 1 ms, not " + look);
        }
    }

    /** New files only, 1 GiB a batch, a look a second, local folders. */
    public static DirectorySettings defaults() {
        return new DirectorySettings(
                true, 1L << 30, Duration.ofSeconds(1), FolderListing.local(), Scheduler::onDaemonThread);
    }

    /** These settings with another {@link #newFilesOnly}. */
    public DirectorySettings withNewFilesOnly(boolean only) {
        return new DirectorySettings(only, mostBytes, look, listing, schedulers);
    }

    /** These settings with another {@link #mostBytes}. */
    public DirectorySettings withMostBytes(long bytes) {
        return new DirectorySettings(newFilesOnly, bytes, look, listing, schedulers);
    }

    /** These settings with another {@link #look}. */
    public DirectorySettings withLook(Duration wait) {
        return new DirectorySettings(newFilesOnly, mostBytes, wait, listing, schedulers);
    }

    /** These settings with another {@link #listing}. */
    public DirectorySettings withListing(FolderListing other) {
        return new DirectorySettings(newFilesOnly, mostBytes, look, other, schedulers);
    }

    /** These settings with other {@link #schedulers}. */
    public DirectorySettings withSchedulers(Function<String, Scheduler> other) {
        return new DirectorySettings(newFilesOnly, mostBytes, look, listing, other);
    }
}
