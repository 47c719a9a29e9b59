package io.sakia.streaming.log;

import io.sakia.connector.FileStore;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

    private OlderSegments(FileStore store, List<SegmentFile> files, List<OlderSegment> segments) {
        this.store = store;
        this.files = files;
        this.segments = segments;
    }

    /** Reads what is needed to know what counts. */
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
        return new OlderSegments(store, files, List.of(segments));
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

    /** Makes all that counts survive a loss of power: a writer that was killed may have left some that no disk has. */
    void sync() throws IOException {
        for (int i = 0; i < files.size(); i++) {
            if (segments.get(i).begun()) {
                store.sync(files.get(i).path());
            }
        }
    }

    void replay(SegmentLog.Visitor visitor) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            if (segments.get(i).begun()) {
                replay(files.get(i), segments.get(i).counted(), visitor);
            }
        }
    }

    void replayNewest(SegmentLog.Visitor visitor) throws IOException {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (segments.get(i).begun()) {
                replay(files.get(i), segments.get(i).counted(), visitor);
                return;
            }
        }
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
