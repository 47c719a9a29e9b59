package io.sakia.streaming.receiver;

import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.streaming.log.LogRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that were handed over in memory, as a range that holds them itself. The batch log keeps it as it is, or, where the records stand in
 * a log of their own, only that place; so a batch of received records can be run again after a crash.
 *
 * <pre>{@code
 * Block.cut(List.of("a", "b", "c"), 2, 7) // Block 7 of a, b; Block 8 of c
 * }</pre>
 *
 * @param id counts the blocks of a source from 0
 * @param values the records, in the order of their arrival; copied. Empty where only the places are known
 * @param extents where they stand in the log of received records; empty if they don't, or not all
 */
public record Block<T>(long id, List<T> values, List<Extent> extents) implements Range {
    /**
     * Records that stand one after the other in a segment of a log.
     *
     * @param segment the segment's number
     * @param offset where the run of records begins in which the first one is
     * @param first the position of the first one among all that the source has stored
     * @param count how many
     */
    public record Extent(long segment, long offset, long first, long count) {
        /** Where to begin to read. */
        LogRecord.Place place() {
            return new LogRecord.Place(segment, offset);
        }

        /** The position behind the last one. */
        long end() {
            return first + count;
        }
    }

    /** Copies the lists; null is no record. */
    public Block {
        values = List.copyOf(values);
        extents = List.copyOf(extents);
    }

    /** Records that stand in no log. */
    public Block(long id, List<T> values) {
        this(id, values, List.of());
    }

    /** Whether the records are here, and not only where they stand. */
    boolean holdsRecords() {
        return !values.isEmpty() || extents.isEmpty();
    }

    @Override
    public long records() {
        return holdsRecords()
                ? values.size()
                : extents.stream().mapToLong(Extent::count).sum();
    }

    @Override
    public Block<T> logged() {
        return extents.isEmpty() ? this : new Block<>(id, List.of(), extents);
    }

    /** Opens blocks in tasks. */
    public static <T> RangeReader<T, Block<T>> reader() {
        return BlockReader::new;
    }

    /**
     * Cuts records into blocks whose sizes differ by one at most: no more than {@code parts}, and none is empty.
     *
     * @param firstId the id of the first block
     */
    public static <T> List<Block<T>> cut(List<T> records, int parts, long firstId) {
        int size = records.size();
        int count = Math.min(parts, size);
        List<Block<T>> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(new Block<>(firstId + i, records.subList(share(size, i, count), share(size, i + 1, count))));
        }
        return blocks;
    }

    /** Where share {@code i} of {@code count} begins, with the larger shares in front. */
    private static int share(int size, int i, int count) {
        return size / count * i + Math.min(i, size % count);
    }

    private static final class BlockReader<T> implements Reader<T> {
        private final Block<T> block;
        private final Iterator<T> rest;
        private long read;

        BlockReader(Block<T> block) {
            this.block = block;
            this.rest = block.values.iterator();
        }

        @Override
        public @Nullable T read() {
            if (!rest.hasNext()) {
                return null;
            }
            read++;
            return rest.next();
        }

        @Override
        public String position() {
            return "block " + block.id + ", record " + read;
        }
    }
}
