package io.sakia.embedded.disk;

/**
 * A run of records in a file. Any thread may read it, and several at once.
 *
 * @param file the file
 * @param offset where it begins
 * @param length in bytes
 * @param records how many records it has
 * @param largestFrame how many bytes a reader holds at once
 */
public record Segment(SpillFile file, long offset, long length, long records, int largestFrame) {
    /**
     * Reads the records from the first to the last.
     *
     * @throws LostBlockException when the file is gone
     */
    public SegmentReader read() {
        return new SegmentReader(this);
    }
}
