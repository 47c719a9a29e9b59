package io.sakia.hadoop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LeaseRecoverable;
import org.apache.hadoop.fs.Path;

/**
 * Closes files that others have left open: HDFS lets one client at a time write a file, and waits for minutes for one that is gone, unless it is told.
 * Other file systems have nothing like it.
 */
interface Leases {
    /** For so long it is waited for the DataNodes to agree on the last block of a file. */
    long MOST_SECONDS = 120;

    /** Sees to it that nobody writes a file any more, and that all DataNodes know its end. */
    void close(Path file) throws IOException;

    /** Those of a file system. */
    static Leases of(FileSystem system) {
        if (!(system instanceof LeaseRecoverable recoverable)) {
            return file -> {};
        }
        return file -> {
            boolean closed = Asked.of(file, () -> recoverable.recoverLease(file));
            CountDownLatch never = new CountDownLatch(1);
            long wait = 10;
            for (long waited = 0; !closed; waited += wait) {
                if (waited > TimeUnit.SECONDS.toMillis(MOST_SECONDS)) {
                    throw new IOException(file
                            + " is still being written by a process that is gone: its DataNodes did not agree on its end within "
                            + MOST_SECONDS + " s; see that those of its last block run, and start again");
                }
                wait = Math.min(1000, 2 * wait); // the NameNode can only be asked
                try {
                    closed = never.await(wait, TimeUnit.MILLISECONDS) || recoverable.isFileClosed(file);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException(
                            "interrupted while " + file + " was being closed for its former writer");
                }
            }
        };
    }
}
