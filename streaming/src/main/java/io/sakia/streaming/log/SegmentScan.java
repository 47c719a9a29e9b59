package io.sakia.streaming.log;

import io.sakia.connector.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a segment that nobody should be writing any more has in it.
 *
 * @param header what it begins with, or null if its writer did not get as far as a base
 * @param end behind its last good record
 */
record SegmentScan(@Nullable SegmentHeader header, long end) {
    /** A segment of which nothing counts. */
    private static final SegmentScan NOT_BEGUN = new SegmentScan(null, 0);

    /** Reads a segment to its end. */
    static SegmentScan of(FileStore store, SegmentFile file) throws IOException {
        if (!hasPrefix(store, file)) {
            refuseIfStored(store, file, 0);
            return NOT_BEGUN;
        }
        long end = SegmentHeader.PREFIX;
        SegmentHeader header = null;
        boolean based = false;
        while (true) {
            try (FrameReader reader = new FrameReader(store, file, end)) {
                for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                    if (header == null) {
                        header = record.kind() == Frame.HEADER ? SegmentHeader.decode(record.payload()) : null;
                        if (header == null) {
                            throw new DamagedLogException(file.describe(store), end, "no header stands here");
                        }
                    } else if (!based) {
                        if (record.kind() != SegmentLog.BASE) {
                            throw new DamagedLogException(file.describe(store), end, "no base stands here");
                        }
                        based = true;
                    }
                    end = reader.position();
                }
            }
            if (!refuseIfStored(store, file, end)) {
                return based ? new SegmentScan(header, end) : NOT_BEGUN;
            }
        }
    }

    /** Whether the first bytes are there; refuses those of another version or segment. */
    private static boolean hasPrefix(FileStore store, SegmentFile file) throws IOException {
        ByteBuffer bytes;
        try (InputStream in = store.open(file.path(), 0)) {
            bytes = ByteBuffer.wrap(in.readNBytes(SegmentHeader.PREFIX));
        }
        if (bytes.remaining() < SegmentHeader.PREFIX) {
            return false;
        }
        int version = bytes.getShort(SegmentHeader.MAGIC.length) & 0xFFFF;
        long number = bytes.getLong(SegmentHeader.MAGIC.length + Short.BYTES);
        if (!bytes.equals(SegmentHeader.prefix(version, number))) {
            return false;
        }
        if (version != SegmentHeader.VERSION) {
            throw new IOException(
                    file.describe(store) + " has format version " + version + ", and this version of Sakia knows "
                            + SegmentHeader.VERSION + ": use one that is at least as new as the one that wrote it");
        }
        if (number != file.number()) {
            throw new DamagedLogException(
                    file.describe(store),
                    SegmentHeader.MAGIC.length + Short.BYTES,
                    "it is segment " + number + ", not " + file.number() + ": give it its own name back");
        }
        return true;
    }

    /**
     * Refuses a segment in which bytes that were stored are bad from {@code bad} on.
     *
     * @return whether there is a good record at {@code bad} now: a writer that has not heard yet that it is fenced was just
     *     appending it
     */
    private static boolean refuseIfStored(FileStore store, SegmentFile file, long bad) throws IOException {
        long proof = TornOrDamaged.proof(store, file, bad);
        if (proof < 0) {
            return false;
        }
        if (bad > 0) {
            try (FrameReader again = new FrameReader(store, file, bad)) {
                if (again.next() != null) {
                    return true;
                }
            }
        }
        throw new DamagedLogException(
                file.describe(store),
                bad,
                "what stands there is not what was stored, as the record at byte " + proof
                        + " shows; restore the file, or begin anew in an empty folder");
    }
}
