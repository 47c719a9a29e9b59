package io.sakia.streaming.source;

import io.sakia.connector.Source;
import io.sakia.connector.text.FileRange;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Plans files one after the other, so many bytes a batch. A file that can be cut may take several batches. */
final class FilePlanner implements Source.Planner<FileRange> {
    private final long mostBytes;
    private final Runnable signal;
    private final Deque<FileRange> rest = new ArrayDeque<>();
    private FileCursor end;
    private boolean drained;

    /** Plans what follows {@code start}, in the order of the files. */
    FilePlanner(List<FileRange> files, long mostBytes, FileCursor start, Runnable signal) throws IOException {
        this.mostBytes = mostBytes;
        this.signal = signal;
        this.end = start;
        for (FileRange file : files) {
            int order = file.path().compareTo(start.path());
            if (order >= 0) {
                add(file, order == 0 ? start.position() : 0);
            }
        }
    }

    private void add(FileRange file, long from) throws IOException {
        if (file.length() < from) {
            throw new IOException(
                    "can't go on reading " + file.path() + " at byte " + from + ": it has only " + file.length()
                            + " bytes now; bring back the file that was there, or start without the checkpoint");
        }
        if (file.length() > from) {
            rest.add(new FileRange(file.path(), from, file.length() - from));
        }
    }

    @Override
    public Source.Plan<FileRange> plan(Source.Limit limit) {
        List<FileRange> pieces = new ArrayList<>();
        if (limit.records() > 0 && !drained) {
            take(pieces, Math.max(1, Math.min(mostBytes, limit.bytes())));
            if (!rest.isEmpty()) {
                signal.run();
            }
        }
        return new Source.Plan<>(FileSplits.cut(pieces, limit.parallelism()), end, rest.isEmpty());
    }

    private void take(List<FileRange> pieces, long most) {
        long room = most;
        for (FileRange next; room > 0 && (next = rest.peek()) != null; ) {
            long length = next.length();
            if (length > room && !FileRange.isCompressed(next.path())) {
                length = room;
            } else if (length > room && !pieces.isEmpty()) {
                return;
            }
            rest.remove();
            pieces.add(new FileRange(next.path(), next.start(), length));
            if (length < next.length()) {
                rest.addFirst(new FileRange(next.path(), next.start() + length, next.length() - length));
            }
            end = new FileCursor(next.path(), next.start() + length);
            room -= length;
        }
    }

    /** Leaves the rest to the next run. */
    @Override
    public void drain() {
        drained = true;
    }

    @Override
    public void close() {}
}
