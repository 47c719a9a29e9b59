package io.sakia.streaming.checkpoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What no start needs any more, until no retained batch needs it either: files, segments of the log, and records of sources.
 *
 * <pre>
 *   committed(epoch 7: batches 31 to 40)      state file a is named no more; no window reads batches before 29
 *   while one of 31 to 40 is retained         a is there, and the records of batch 28: epoch 7 can be run again
 *   from then on                              a is deleted, sources are told where 28 ended
 * </pre>
 *
 * A segment stays while it holds a retained batch, or the base from which the first retained one is understood.
 */
final class Retired {
    /** So many segments stay at most, however often a program is started anew without getting far. */
    static final int MOST_SEGMENTS = 16;

    private final Retention retention;
    private final Deque<Epoch> epochs = new ArrayDeque<>();
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Map<String, Long> files = new HashMap<>();
    private long bytes;
    private long last;
    private long lastTime;

    Retired(Retention retention) {
        this.retention = retention;
    }

    /**
     * What was needed until an epoch was committed.
     *
     * @param oldest the oldest batch that is read again after it
     */
    private record Epoch(long lastBatch, long lastTime, long oldest, Set<String> files) {}

    /** A segment, and the last batch that was sealed when it began. */
    private record Segment(long number, long lastBatch) {}

    /**
     * What nobody needs any more.
     *
     * @param files to be deleted
     * @param oldest of batches before this one nothing is read again; 0 if nothing new is known
     * @param firstSegment those before it may go; 0 if none is known
     */
    record Freed(Set<String> files, long oldest, long firstSegment) {
        static final Freed NOTHING = new Freed(Set.of(), 0, 0);
    }

    /** A segment has begun; the batch is the last one that is sealed, 0 if none is. */
    void segment(long number, long lastBatch, long time) {
        segments.addLast(new Segment(number, lastBatch));
        reach(lastBatch, time);
    }

    /** An epoch is committed, and these files, with what is known of their bytes, are named no more. */
    void epoch(long lastBatch, long time, long oldest, Map<String, Long> unnamed) {
        epochs.addLast(new Epoch(lastBatch, time, oldest, unnamed.keySet()));
        unnamed.forEach((file, weight) -> {
            Long before = files.put(file, weight);
            bytes += weight - (before == null ? 0 : before);
        });
        reach(lastBatch, time);
    }

    private void reach(long batch, long time) {
        last = batch;
        lastTime = time;
    }

    /** Forgets all: what is older can't be read. */
    void clear() {
        epochs.clear();
        segments.clear();
        files.clear();
        bytes = 0;
    }

    /** The files that are needed for retained batches alone. */
    Set<String> files() {
        return Set.copyOf(files.keySet());
    }

    /** Lets go of what no retained batch needs. */
    Freed free() {
        long gone = 0;
        while (segments.size() > MOST_SEGMENTS) {
            segments.removeFirst();
            gone = segments.getFirst().lastBatch;
        }
        Set<String> freed = new HashSet<>();
        long oldest = 0;
        for (Epoch epoch; (epoch = epochs.peekFirst()) != null && isOver(epoch, gone); ) {
            epochs.removeFirst();
            for (String file : epoch.files) {
                Long weight = files.remove(file);
                bytes -= weight == null ? 0 : weight;
            }
            freed.addAll(epoch.files);
            oldest = Math.max(oldest, epoch.oldest);
            gone = Math.max(gone, epoch.lastBatch);
        }
        if (epochs.isEmpty()) {
            gone = last;
        }
        while (segments.size() > 1 && second().lastBatch <= gone) {
            segments.removeFirst();
        }
        return new Freed(freed, oldest, segments.isEmpty() ? 0 : segments.getFirst().number);
    }

    private boolean isOver(Epoch epoch, long gone) {
        return epoch.lastBatch <= gone
                || bytes > retention.stateBytes()
                || !retention.retains(epoch.lastBatch, epoch.lastTime, last, lastTime);
    }

    private Segment second() {
        return segments.stream().skip(1).findFirst().orElseThrow();
    }
}
