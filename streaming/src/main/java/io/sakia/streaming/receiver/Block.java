package io.sakia.streaming.receiver;

import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that were handed over in memory, as a range that holds them itself: it is kept in the batch log as it is, so a batch
 * of received records can be run again after a crash.
 *
 * <pre>{@code
 * Block.cut(List.of("a", "b", "c"), 2, 7) // Block 7 of a, b; Block 8 of c
 * }</pre>
 *
 * @param id counts the blocks of a source from 0
 * @param values the records, in the order of their arrival; copied
 */
public record Block<T>(long id, List<T> values) implements Range {
    /** Copies the list; null is no record. */
    public Block {
        values = List.copyOf(values);
    }

    @Override
    public long records() {
        return values.size();
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
