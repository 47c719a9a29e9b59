package io.sakia.streaming.log;

import io.sakia.connector.FileStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A log as it stands, for tools: reading it takes no segment and changes nothing, and a driver may be writing it meanwhile.
 *
 * <pre>{@code
 * LogView.of(store, "log").records().forEach(record -> digest(record.kind(), record.payload()));
 * }</pre>
 *
 * @param generation of the driver that began the newest segment that counts; 0 if none does
 * @param segments in order
 * @param records of the newest segment that counts, the base first
 */
public record LogView(long generation, List<Segment> segments, List<LogRecord> records) {
    /** Copies the lists. */
    public LogView {
        segments = List.copyOf(segments);
        records = List.copyOf(records);
    }

    /**
     * A segment.
     *
     * @param file its path in the store
     * @param number its number
     * @param counted up to which byte it counts; 0 if nothing of it does
     * @param length how many bytes the file has
     */
    public record Segment(String file, long number, long counted, long length) {}

    /**
     * Reads what counts now.
     *
     * @throws DamagedLogException if bytes that had been stored are not what was stored
     */
    public static LogView of(FileStore store, String folder) throws IOException {
        List<SegmentFile> before = List.of();
        while (true) {
            List<SegmentFile> files = SegmentFile.list(store, folder);
            try {
                return of(store, folder, files);
            } catch (NoSuchFileException e) {
                if (files.equals(before)) { // else its driver has just deleted what it needs no more
                    throw e;
                }
            }
            before = files;
        }
    }

    /**
     * Reads all that is there: the records of each segment that counts, oldest first, each segment's base first. Where an older one can't
     * be read, this begins behind it.
     *
     * @throws DamagedLogException if bytes of the newest one are not what was stored
     */
    public static List<LogRecord> past(FileStore store, String folder) throws IOException {
        OlderSegments read = OlderSegments.read(store, SegmentFile.list(store, folder));
        List<OlderSegment> begun =
                read.segments().stream().filter(OlderSegment::begun).toList();
        List<LogRecord> records = new ArrayList<>();
        for (OlderSegment segment : begun) {
            try {
                read.replay(segment, records::add);
            } catch (DamagedLogException | NoSuchFileException e) {
                if (segment.number() == begun.get(begun.size() - 1).number()) {
                    throw e;
                }
                records.clear();
            }
        }
        return records;
    }

    private static LogView of(FileStore store, String folder, List<SegmentFile> files) throws IOException {
        OlderSegments read = OlderSegments.read(store, files);
        List<LogRecord> records = new ArrayList<>();
        read.replayNewest(records::add);
        Map<String, Long> lengths = new HashMap<>();
        store.list(folder).forEach(entry -> lengths.put(entry.path(), entry.length()));
        List<Segment> segments = new ArrayList<>();
        for (OlderSegment each : read.segments()) {
            String file = new SegmentFile(folder, each.number()).path();
            segments.add(new Segment(
                    file, each.number(), each.begun() ? each.counted() : 0, lengths.getOrDefault(file, 0L)));
        }
        return new LogView(read.generation(), segments, records);
    }
}
