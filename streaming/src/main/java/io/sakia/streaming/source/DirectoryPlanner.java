package io.sakia.streaming.source;

import io.sakia.connector.Source;
import io.sakia.connector.text.FileRange;
import io.sakia.streaming.receiver.Scheduler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans the files of a folder that were not seen before. A file that is larger than a batch may be takes several batches.
 *
 * <p>A stream with an interval finds them by planning. For one without, the folder is looked at now and then between plans, on a
 * scheduler. Not by a {@link java.nio.file.WatchService}: that says nothing about what other machines move into a mounted folder,
 * and would know only the local file system, while this works for every listing and needs no thread that waits.
 */
final class DirectoryPlanner implements Source.Planner<FileRange> {
    /** Gives the files of the folder in the order in which they are read. */
    @FunctionalInterface
    interface Folder {
        List<FoundFile> files() throws IOException;
    }

    private final Folder folder;
    private final DirectorySettings settings;
    private final Runnable signal;
    private final Scheduler scheduler;
    private final Set<FoundFile> seen;
    private DirectoryCursor end;
    private Scheduler.@Nullable Waiting nextLook;
    private boolean drained;

    DirectoryPlanner(Folder folder, DirectorySettings settings, DirectoryCursor start, Runnable signal) {
        this.folder = folder;
        this.settings = settings;
        this.signal = signal;
        this.scheduler = settings.schedulers().apply("sakia-folder-timer");
        this.seen = new HashSet<>(start.seen());
        this.end = start;
    }

    @Override
    public synchronized Source.Plan<FileRange> plan(Source.Limit limit) throws IOException {
        if (drained || limit.records() == 0) {
            return new Source.Plan<>(List.of(), end, false);
        }
        List<FoundFile> there = folder.files();
        requireBegun(there);
        List<FoundFile> fresh = fresh(there);
        Share share = share(fresh, Math.max(1, Math.min(settings.mostBytes(), limit.bytes())));
        boolean changed = seen.retainAll(new HashSet<>(there));
        changed |= seen.addAll(share.whole);
        if (changed || share.begun != null) {
            end = new DirectoryCursor(
                    seen.stream().sorted(Comparator.comparing(FoundFile::path)).toList(), share.begun, share.position);
        }
        if (share.whole.size() < fresh.size()) {
            signal.run();
        } else {
            lookLater();
        }
        return new Source.Plan<>(FileSplits.cut(share.pieces, limit.parallelism()), end, false);
    }

    /** What a batch takes: files to their ends, and perhaps a piece of one more. */
    private static final class Share {
        final List<FoundFile> whole = new ArrayList<>();
        final List<FileRange> pieces = new ArrayList<>();

        @Nullable
        FoundFile begun;

        long position;
    }

    /** Files as long as there is room. The first is cut if it is larger, unless it is compressed; the others wait until they are first. */
    private Share share(List<FoundFile> fresh, long most) {
        Share share = new Share();
        long room = most;
        for (FoundFile file : fresh) {
            long from = file.equals(end.begun()) ? end.position() : 0;
            long length = file.length() - from;
            if (length > room) {
                if (!share.whole.isEmpty()) {
                    return share;
                }
                if (!FileRange.isCompressed(file.path())) {
                    share.pieces.add(new FileRange(file.path(), from, room));
                    share.begun = file;
                    share.position = from + room;
                    return share;
                }
            }
            share.whole.add(file);
            if (length > 0) {
                share.pieces.add(new FileRange(file.path(), from, length));
            }
            room -= length;
        }
        return share;
    }

    private void requireBegun(List<FoundFile> there) throws IOException {
        FoundFile begun = end.begun();
        if (begun != null && !there.contains(begun)) {
            throw new IOException(
                    begun.path() + " was changed or taken away when " + end.position() + " of its " + begun.length()
                            + " bytes had been read: put it back as it was, and take files away when they have been read");
        }
    }

    private List<FoundFile> fresh(List<FoundFile> there) {
        List<FoundFile> fresh = new ArrayList<>(there);
        fresh.removeIf(seen::contains);
        FoundFile begun = end.begun();
        if (begun != null && fresh.remove(begun)) {
            fresh.add(0, begun);
        }
        return fresh;
    }

    /** Signals if there are new files, and looks again later otherwise. */
    synchronized void look() {
        try {
            if (drained) {
                return;
            }
            if (fresh(folder.files()).isEmpty()) {
                lookLater();
                return;
            }
        } catch (IOException e) {
            // The plan that follows the signal meets the same trouble, and can tell.
        }
        signal.run();
    }

    private void lookLater() {
        if (nextLook != null) {
            nextLook.cancel();
        }
        nextLook = scheduler.schedule(settings.look(), this::look);
    }

    /** Leaves what is still in the folder to the next run. */
    @Override
    public synchronized void drain() {
        drained = true;
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
