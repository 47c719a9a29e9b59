package io.sakia.streaming.log;

import io.sakia.connector.FileStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments that were there when a log was opened, and how much of each counts.
 *
 * <pre>
 *   1   2   3   4   5   6         6 is taken by the one who reads
 *   ▓   ▓   ▓   █   ·   ·         4 is the newest with a base: it counts to its last good record
 *                                 what counts of 1 to 3 says the header of 4; 5 is of a start that ended early, and counts nothing
 * </pre>
 */
final class OlderSegments {
    private final FileStore store;
    private final List<SegmentFile> files;
    private final List<OlderSegment> segments;
    private final long generation;

    private OlderSegments(
            FileStore store, List<SegmentFile> files, List<OlderSegment> segments, @Nullable SegmentHeader newest) {
        this.generation = newest == null ? 0 : newest.generation();
        this.store = store;
        this.files = files;
        this.segments = segments;
    }

    /**
     * Reads what is needed to know what counts.
     *
     * @param fence of the one who reads, and has taken a segment
     */
    static OlderSegments read(Fence fence) throws IOException {
        List<SegmentFile> files = List.of();
        while (true) {
            List<SegmentFile> before = files;
            files = SegmentFile.list(fence.store(), fence.folder());
            fence.check(fence.generation());
            long last = files.isEmpty() ? 0 : files.get(files.size() - 1).number();
            if (last != fence.generation()) {
                throw fence.because("generation " + last);
            }
            try {
                return read(fence.store(), files.subList(0, files.size() - 1));
            } catch (NoSuchFileException e) {
                // The driver before, which has not heard of this one yet, may just be deleting what it needs no more.
                if (files.equals(before)) {
                    throw fence.explain(e, fence.generation());
                }
            } catch (IOException e) {
                throw fence.explain(e, fence.generation());
            }
        }
    }

    /** Reads what counts of these segments. */
    static OlderSegments read(FileStore store, List<SegmentFile> files) throws IOException {
        OlderSegment[] segments = new OlderSegment[files.size()];
        int i = files.size() - 1;
        SegmentHeader newest = null;
        for (; i >= 0 && newest == null; i--) {
            SegmentScan scan = SegmentScan.of(store, files.get(i));
            newest = scan.header();
            segments[i] = new OlderSegment(files.get(i).number(), newest != null, scan.end());
        }
        for (; i >= 0 && newest != null; i--) {
            long number = files.get(i).number();
            long counted = newest.counted().getOrDefault(number, 0L);
            segments[i] = new OlderSegment(number, counted > 0, counted);
        }
        if (newest == null && !files.isEmpty() && files.get(0).number() > 1) {
            throw new DamagedLogException(
                    files.get(files.size() - 1).describe(store),
                    0,
                    "no segment of the folder has a base, though older ones have been deleted, which is done only once there is"
                            + " one; restore the files, or begin anew in an empty folder");
        }
        return new OlderSegments(store, files, List.of(segments), newest);
    }

    /** Of the writer of the newest segment that is begun; 0 if none is. */
    long generation() {
        return generation;
    }

    List<OlderSegment> segments() {
        return segments;
    }

    /** Up to which byte each segment counts of which anything counts, by number. */
    SortedMap<Long, Long> counted() {
        SortedMap<Long, Long> counted = new TreeMap<>();
        for (OlderSegment each : segments) {
            if (each.begun()) {
                counted.put(each.number(), each.counted());
            }
        }
        return counted;
    }

    /**
     * Makes all that counts survive a loss of power: a writer that was killed may have left some that no disk has.
     *
     * @param counted loses what is not there any more
     */
    void sync(SortedMap<Long, Long> counted) throws IOException {
        int newest = newest();
        for (int i = 0; i <= newest; i++) {
            if (segments.get(i).begun()) {
                try {
                    store.sync(files.get(i).path());
                } catch (NoSuchFileException e) {
                    if (i == newest) {
                        throw e;
                    }
                    counted.remove(files.get(i).number()); // deleted by the driver before, which began the newest
                }
            }
        }
    }

    void replay(SegmentLog.Visitor visitor) throws IOException {
        int newest = newest();
        for (int i = 0; i < newest; i++) {
            if (segments.get(i).begun() && store.exists(files.get(i).path())) {
                replay(files.get(i), segments.get(i).counted(), visitor);
            }
        }
        replayNewest(visitor);
    }

    /** Shows what counts of one segment. */
    void replay(OlderSegment segment, SegmentLog.Visitor visitor) throws IOException {
        replay(files.get(segments.indexOf(segment)), segment.counted(), visitor);
    }

    void replayNewest(SegmentLog.Visitor visitor) throws IOException {
        int newest = newest();
        if (newest >= 0) {
            replay(files.get(newest), segments.get(newest).counted(), visitor);
        }
    }

    /** The index of the newest that was begun, or -1. */
    private int newest() {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (segments.get(i).begun()) {
                return i;
            }
        }
        return -1;
    }

    private void replay(SegmentFile file, long counted, SegmentLog.Visitor visitor) throws IOException {
        try (FrameReader reader = new FrameReader(store, file, SegmentHeader.PREFIX)) {
            while (reader.position() < counted) {
                LogRecord record = reader.next();
                if (record == null || reader.position() > counted) {
                    throw new DamagedLogException(
                            file.describe(store),
                            reader.position(),
                            "no good record stands there, though " + counted
                                    + " bytes of it had been read when the log was opened,"
                                    + " or by the writer of a later segment; restore the file");
                }
                if (record.kind() <= SegmentLog.HIGHEST_KIND) {
                    visitor.visit(record);
                }
            }
        }
    }
}
