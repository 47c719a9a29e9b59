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
 * Plans the files of a folder that were not seen before.
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
        List<FoundFile> fresh = fresh(there);
        List<FoundFile> taken = fresh.subList(0, howMany(fresh));
        boolean changed = seen.retainAll(new HashSet<>(there));
        changed |= seen.addAll(taken);
        if (changed) {
            end = new DirectoryCursor(
                    seen.stream().sorted(Comparator.comparing(FoundFile::path)).toList());
        }
        if (taken.size() < fresh.size()) {
            signal.run();
        } else {
            lookLater();
        }
        List<FileRange> files = taken.stream()
                .filter(file -> file.length() > 0)
                .map(file -> new FileRange(file.path(), 0, file.length()))
                .toList();
        return new Source.Plan<>(FileSplits.cut(files, limit.parallelism()), end, false);
    }

    private int howMany(List<FoundFile> fresh) {
        int count = 0;
        long bytes = 0;
        for (FoundFile file : fresh) {
            bytes += file.length();
            if (count > 0 && bytes > settings.mostBytes()) {
                break;
            }
            count++;
        }
        return count;
    }

    private List<FoundFile> fresh(List<FoundFile> there) {
        List<FoundFile> fresh = new ArrayList<>(there);
        fresh.removeIf(seen::contains);
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
