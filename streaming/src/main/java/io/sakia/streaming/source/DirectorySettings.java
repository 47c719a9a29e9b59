package io.sakia.streaming.source;

import io.sakia.function.Function;
import io.sakia.streaming.receiver.Scheduler;
import java.time.Duration;

/**
 * How a folder is watched.
 *
 * <pre>{@code
 * DirectorySettings.defaults().withNewFilesOnly(false)
 * }</pre>
 *
 * @param filter whether a file is read, by its absolute path with {@code /} between names; asked on the driver each time that the folder is
 *     looked at
 * @param newFilesOnly whether files that are there at the first start are skipped
 * @param mostBytes how many bytes of files a batch takes, unless a compressed file that comes first has more; at least 1
 * @param look how long after a batch a stream that has no interval looks for new files, and how often from then on
 * @param listing looks into the folder
 * @param schedulers makes the scheduler that a source uses while it is open, from the name for its thread
 */
public record DirectorySettings(
        Function<String, Boolean> filter,
        boolean newFilesOnly,
        long mostBytes,
        Duration look,
        FolderListing listing,
        java.util.function.Function<String, Scheduler> schedulers) {
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

    /** All files that are new, 1 GiB a batch, a look a second, local folders. */
    public static DirectorySettings defaults() {
        return new DirectorySettings(
                path -> true, true, 1L << 30, Duration.ofSeconds(1), FolderListing.local(), Scheduler::onDaemonThread);
    }

    /** These settings with another {@link #filter}. */
    public DirectorySettings withFilter(Function<String, Boolean> other) {
        return new DirectorySettings(other, newFilesOnly, mostBytes, look, listing, schedulers);
    }

    /** These settings with another {@link #newFilesOnly}. */
    public DirectorySettings withNewFilesOnly(boolean only) {
        return new DirectorySettings(filter, only, mostBytes, look, listing, schedulers);
    }

    /** These settings with another {@link #mostBytes}. */
    public DirectorySettings withMostBytes(long bytes) {
        return new DirectorySettings(filter, newFilesOnly, bytes, look, listing, schedulers);
    }

    /** These settings with another {@link #look}. */
    public DirectorySettings withLook(Duration wait) {
        return new DirectorySettings(filter, newFilesOnly, mostBytes, wait, listing, schedulers);
    }

    /** These settings with another {@link #listing}. */
    public DirectorySettings withListing(FolderListing other) {
        return new DirectorySettings(filter, newFilesOnly, mostBytes, look, other, schedulers);
    }

    /** These settings with other {@link #schedulers}. */
    public DirectorySettings withSchedulers(java.util.function.Function<String, Scheduler> other) {
        return new DirectorySettings(filter, newFilesOnly, mostBytes, look, listing, other);
    }
}
