package io.sakia.streaming.state;

import io.sakia.connector.KeyGroups;
import io.sakia.connector.codec.Shapes;
import io.sakia.connector.codec.UnknownTypeException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes one partition's state, or what has changed of it, as blocks of {@link StateBlocks}. For one task, on its thread. */
final class PartWriter<K, S> implements StateVisitor<K, S> {
    /** A block is ended once it has so many bytes. */
    static final int BLOCK = 1 << 20;

    private static final int ROOM = 1 << 12;
    private static final int ENTRIES_AT = 29;

    private final EpochFiles files;
    private final Supplier<Shapes> shapes;
    private final StateCodec<K, S> codec;
    private final long epoch;
    private final Increment increment;
    private final BlockBuffer block = new BlockBuffer(ROOM);
    private final DataOutputStream out = new DataOutputStream(block);
    private final List<Extent> extents = new ArrayList<>();
    private boolean whole;
    private int blocks;
    private int inBlock;
    private int lowest;
    private int highest;
    private long entries;
    private long bytes;

    /**
     * Writes to an executor's files.
     *
     * @param shapes of all that is written to the files, by this part and others
     */
    PartWriter(EpochFiles files, Supplier<Shapes> shapes, StateCodec<K, S> codec, long epoch, Increment increment) {
        this.files = files;
        this.shapes = shapes;
        this.codec = codec;
        this.epoch = epoch;
        this.increment = increment;
    }

    @Override
    public void begin(boolean all) {
        whole = all;
    }

    @Override
    public void visit(Change change, K key, long hash, @Nullable S state) throws IOException {
        if (inBlock == 0) {
            beginBlock();
        }
        int group = KeyGroups.ofHash(hash);
        lowest = Math.min(lowest, group);
        highest = Math.max(highest, group);
        out.writeShort(group);
        out.writeByte(change.code());
        int length = block.size();
        out.writeByte(0);
        try {
            codec.keys().write(key, out);
            if (state != null) {
                codec.states().write(state, out);
            }
        } catch (UnknownTypeException e) {
            throw e.in("key " + key + " of operator '" + increment.operator() + "' and its state");
        }
        block.putLength(length);
        inBlock++;
        if (block.size() >= BLOCK) {
            endBlock();
        }
    }

    /** Writes what is left; gives what was stored. */
    StoredPart end() throws IOException {
        if (inBlock > 0) {
            endBlock();
        }
        return new StoredPart(increment, epoch, whole, extents, entries, bytes);
    }

    private void beginBlock() throws IOException {
        lowest = KeyGroups.COUNT;
        highest = 0;
        block.clear();
        out.writeInt(StateBlocks.BLOCK_MAGIC);
        out.writeInt(0); // the length, when it is known
        out.writeByte(whole ? StateBlocks.WHOLE : StateBlocks.CHANGES);
        out.writeLong(epoch);
        out.writeInt(increment.partition());
        out.writeInt(increment.partitions());
        out.writeInt(blocks);
        out.writeInt(0); // entries and key groups, likewise
        out.writeInt(0);
        out.writeUTF(increment.operator());
        out.writeUTF(codec.keys().form());
        codec.keys().shape().write(out);
        out.writeUTF(codec.states().form());
        codec.states().shape().write(out);
    }

    private void endBlock() throws IOException {
        block.putInt(4, block.size() - StateBlocks.BLOCK_START);
        block.putInt(ENTRIES_AT, inBlock);
        block.putInt(ENTRIES_AT + 4, lowest << 16 | highest);
        out.writeInt(StateBlocks.crc(block.bytes(), 0, block.size()));
        Extent at = files.append(epoch, shapes, block.bytes(), block.size());
        int last = extents.size() - 1;
        if (last >= 0 && extents.get(last).meets(at)) {
            extents.set(last, extents.get(last).with(at));
        } else {
            extents.add(at);
        }
        blocks++;
        entries += inBlock;
        bytes += block.size();
        inBlock = 0;
    }
}
