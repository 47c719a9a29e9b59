package io.sakia.streaming.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SegmentLog} for many threads: what they append while one sync is under way becomes durable together with the next.
 *
 * <pre>
 *   appended    a b c    d e f g      h
 *   synced        └─ a ─┘└── b c d ──┘└── e f g h ──┘
 * </pre>
 *
 * Records stand in the log in the order of the calls. The log is used on the executor alone, by one task at a time, as interrupting a
 * caller must not close its file. A segment that is large or in doubt is left for a new one by itself, once in a group; what was not known
 * to be durable is appended again there.
 *
 * <p>It waits for nothing and limits nothing: whoever appends faster than the disk writes must limit what is under way.
 *
 * <pre>{@code
 * GroupCommit commit = new GroupCommit(log, () -> base(), executor);
 * LogRecord.Place place = commit.append(BLOCK, bytes).get(); // durable
 * }</pre>
 */
public final class GroupCommit implements Closeable {
    private final SegmentLog log;
    private final Base base;
    private final Executor executor;
    private List<Append> appends = new ArrayList<>();
    private List<Deletion> deletions = new ArrayList<>();
    private boolean busy;
    private boolean closed;

    /** Gives what a new segment begins with; called on the executor. */
    @FunctionalInterface
    public interface Base {
        /** The base. */
        byte[] bytes() throws IOException;
    }

    private record Deletion(long before, CompletableFuture<@Nullable Void> done) {}

    private static final class Append {
        final int kind;
        final byte[] payload;
        final CompletableFuture<LogRecord.Place> done = new CompletableFuture<>();
        LogRecord.@Nullable Place place;

        Append(int kind, byte[] payload) {
            this.kind = kind;
            this.payload = payload;
        }
    }

    /**
     * Serves a log, which belongs to this object from now on.
     *
     * @param log begun
     * @param base for the segments that follow
     * @param executor runs short tasks that write, one at a time
     */
    public GroupCommit(SegmentLog log, Base base, Executor executor) {
        this.log = log;
        this.base = base;
        this.executor = executor;
    }

    /**
     * Appends a record.
     *
     * @param kind from 1 to {@link SegmentLog#HIGHEST_KIND}
     * @param payload not to be changed any more
     * @return its place, once it is durable and nobody has taken over; or why not, and then it may be in the log or not. Completed on the
     *     executor: what depends on it must be short
     */
    public CompletableFuture<LogRecord.Place> append(int kind, byte[] payload) {
        Append append = new Append(kind, payload);
        synchronized (this) {
            if (closed) {
                append.done.completeExceptionally(new IOException("the log is closed, so nothing can be appended"));
                return append.done;
            }
            appends.add(append);
            work();
        }
        return append.done;
    }

    /** Deletes the segments before one, after what was appended before this call; completed when they are gone. */
    public CompletableFuture<@Nullable Void> deleteBefore(long segment) {
        Deletion deletion = new Deletion(segment, new CompletableFuture<>());
        synchronized (this) {
            if (closed) {
                deletion.done.completeExceptionally(new IOException("the log is closed, so nothing can be deleted"));
                return deletion.done;
            }
            deletions.add(deletion);
            work();
        }
        return deletion.done;
    }

    private void work() {
        if (!busy) {
            busy = true;
            try {
                executor.execute(this::drain);
            } catch (RuntimeException e) {
                busy = false;
                throw e;
            }
        }
    }

    private void drain() {
        while (true) {
            List<Append> group;
            List<Deletion> unneeded;
            synchronized (this) {
                if (appends.isEmpty() && deletions.isEmpty()) {
                    busy = false;
                    notifyAll();
                    return;
                }
                group = appends;
                appends = new ArrayList<>();
                unneeded = deletions;
                deletions = new ArrayList<>();
            }
            if (!group.isEmpty()) {
                commit(group);
            }
            unneeded.forEach(this::delete);
        }
    }

    private void commit(List<Append> group) {
        try {
            write(group);
        } catch (Throwable e) { // whatever it is, those who wait must hear of it
            group.forEach(each -> each.done.completeExceptionally(e));
        }
        group.forEach(each -> each.done.complete(each.place));
    }

    private void write(List<Append> group) throws IOException {
        try {
            if (log.isLarge() || log.mustRoll()) {
                log.roll(base.bytes());
            }
            appendMissing(group);
            log.sync();
        } catch (FencedException e) {
            throw e;
        } catch (IOException e) {
            if (!log.mustRoll()) {
                throw e;
            }
            try {
                log.roll(base.bytes());
                appendMissing(group);
                log.sync();
            } catch (IOException again) {
                again.addSuppressed(e);
                throw again;
            }
        }
    }

    /** Appends what is not in the log yet, or was lost with a segment in doubt. */
    private void appendMissing(List<Append> group) throws IOException {
        for (Append each : group) {
            if (each.done.isDone() || (each.place != null && log.isDurable(each.place))) {
                continue;
            }
            try {
                each.place = log.append(each.kind, each.payload);
            } catch (IOException | IllegalArgumentException e) {
                if (log.mustRoll() || e instanceof FencedException) {
                    throw e;
                }
                each.done.completeExceptionally(e); // it alone: the log is as before
            }
        }
    }

    private void delete(Deletion deletion) {
        try {
            log.deleteBefore(deletion.before);
            deletion.done.complete(null);
        } catch (Throwable e) { // whatever it is, those who wait must hear of it
            deletion.done.completeExceptionally(e);
        }
    }

    /** Waits until what was appended is written, and closes the log. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            while (busy) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException(
                            "interrupted while the log's last records were written; close it again");
                }
            }
        }
        log.close();
    }
}
