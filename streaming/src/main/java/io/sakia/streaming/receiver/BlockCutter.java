package io.sakia.streaming.receiver;

import io.sakia.streaming.log.LogRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what was taken out of a {@link ReceiverBuffer} into blocks of roughly equal size, in order, without parting records that
 * stay together.
 *
 * <pre>
 *   pieces   |aaaaaaa|(bbbbb)|cc|        14 records, 3 blocks: bounds at 5, 10, 14
 *   blocks   |aaaaa|aa(bbbbb)|cc|        (b) is over the bound at 10, so it ends the second block
 * </pre>
 */
final class BlockCutter<T> {
    private final long total;
    private final int parts;
    private final long firstId;
    private final List<Block<T>> blocks = new ArrayList<>();
    private final List<T> current = new ArrayList<>();
    private final List<Block.Extent> extents = new ArrayList<>();
    private boolean logged = true;
    private long placed;
    private int bounds = 1;

    private BlockCutter(long total, int parts, long firstId) {
        this.total = total;
        this.parts = parts;
        this.firstId = firstId;
    }

    static <T> List<Block<T>> cut(List<ReceiverBuffer.Piece<T>> pieces, int parallelism, long firstId) {
        long total = 0;
        for (ReceiverBuffer.Piece<T> piece : pieces) {
            total += piece.records().size();
        }
        BlockCutter<T> cutter = new BlockCutter<>(total, (int) Math.min(parallelism, total), firstId);
        for (ReceiverBuffer.Piece<T> piece : pieces) {
            cutter.place(piece);
        }
        return cutter.blocks;
    }

    private void place(ReceiverBuffer.Piece<T> piece) {
        List<T> records = piece.records();
        int from = 0;
        while (from < records.size()) {
            int rest = records.size() - from;
            int part = piece.together() ? rest : (int) Math.min(rest, bound() - placed);
            current.addAll(records.subList(from, from + part));
            locate(piece, from, part);
            from += part;
            placed += part;
            if (placed >= bound()) {
                blocks.add(new Block<>(firstId + blocks.size(), current, logged ? extents : List.of()));
                current.clear();
                extents.clear();
                logged = true;
                while (bounds < parts && bound() <= placed) {
                    bounds++;
                }
            }
        }
    }

    /** Notes where records stand; runs that follow each other in a segment are read as one. */
    private void locate(ReceiverBuffer.Piece<T> piece, int from, int count) {
        LogRecord.Place place = piece.place();
        if (place == null) {
            logged = false;
            return;
        }
        long first = piece.first() + from;
        int last = extents.size() - 1;
        Block.Extent before = last < 0 ? null : extents.get(last);
        if (before != null && before.segment() == place.segment() && before.end() == first) {
            extents.set(
                    last, new Block.Extent(before.segment(), before.offset(), before.first(), before.count() + count));
        } else {
            extents.add(new Block.Extent(place.segment(), place.offset(), first, count));
        }
    }

    /** After how many records the current block ends. */
    private long bound() {
        return (total * bounds + parts - 1) / parts;
    }
}
