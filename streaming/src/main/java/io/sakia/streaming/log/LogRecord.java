package io.sakia.streaming.log;

/**
 * A record as it is read from a log.
 *
 * @param kind what it is, as the caller said when it was appended; {@link SegmentLog#BASE} for a segment's first
 * @param payload its bytes; the reader's to keep
 * @param place where it stands
 */
@SuppressWarnings("ArrayRecordComponent") // records of a log are read, not compared
public record LogRecord(int kind, byte[] payload, Place place) {
    /**
     * Where a record stands.
     *
     * @param segment the segment's number
     * @param offset of the record's first byte in the segment
     */
    public record Place(long segment, long offset) {}
}
