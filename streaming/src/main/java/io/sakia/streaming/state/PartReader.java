package io.sakia.streaming.state;

import io.sakia.connector.FileStore;
import io.sakia.connector.KeyGroups;
import io.sakia.connector.StableHash;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.ShapeMismatchException;
import io.sakia.connector.codec.Shapes;
import io.sakia.connector.codec.Wire;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the blocks of stored parts, as {@link StateBlocks} lays them out, and gives the entries of a range of key groups. Everything that can
 * be wrong with a file is an {@link IOException} that names the file and the place in it. For one task, on its thread.
 */
final class PartReader<K, S> {
    private final FileStore store;
    private final FormatReader<K, S> formats;
    private final int firstGroup;
    private final int endGroup;
    private final Map<String, Shapes> shapes = new HashMap<>(); // of the files whose heads were read
    private final BlockInput input = new BlockInput();
    private final DataInputStream in = new DataInputStream(input);
    private byte[] block = {};

    /** Reads the entries whose key group is at least {@code firstGroup} and below {@code endGroup}. */
    PartReader(FileStore store, Codecs codecs, StateCodec<K, S> codec, int firstGroup, int endGroup) {
        this.store = store;
        this.formats = new FormatReader<>(codecs, codec);
        this.firstGroup = firstGroup;
        this.endGroup = endGroup;
    }

    /** Reads a part. */
    void read(StoredPart part, Entries<K, S> entries) throws IOException {
        int blocks = 0;
        long count = 0;
        for (Extent extent : part.extents()) {
            Place place = new Place(extent.file(), 0);
            try {
                Shapes ofFile = shapes.get(extent.file());
                if (ofFile == null) {
                    ofFile = readHead(place);
                    shapes.put(extent.file(), ofFile);
                }
                formats.enter(ofFile);
                try (InputStream file = store.open(extent.file(), extent.offset())) {
                    for (long at = 0; at < extent.length(); at += blockLength()) {
                        place = new Place(extent.file(), extent.offset() + at);
                        fill(file, extent.length() - at, place);
                        count += readBlock(part, blocks++, place, entries);
                    }
                }
            } catch (NoSuchFileException e) {
                throw new IOException(
                        place.file + ", which holds state of operator '"
                                + part.increment().operator() + "', is missing in " + store.root()
                                + ": put it back from a copy of the checkpoint, or start with another checkpoint",
                        e);
            }
        }
        if (count != part.entries()) {
            throw new IOException("the stored state of " + part.increment() + " should have " + part.entries()
                    + " keys, and has " + count
                    + ": the batch log and the state files do not belong together; put back a"
                    + " copy of the checkpoint as a whole, or start with another one");
        }
    }

    /**
     * Reads the first block of a part: enough to know how it was stored, and whether that can be read.
     *
     * @throws RefusedException if it can't be read by this version of the program
     */
    void sample(StoredPart part, Entries<K, S> entries) throws IOException {
        Extent extent = part.extents().get(0);
        formats.enter(readHead(new Place(extent.file(), 0)));
        try (InputStream file = store.open(extent.file(), extent.offset())) {
            Place place = new Place(extent.file(), extent.offset());
            fill(file, extent.length(), place);
            readBlock(part, 0, place, entries);
        } catch (LocatedException e) {
            Throwable cause = e.getCause();
            throw cause == null ? e : new RefusedException(String.valueOf(cause.getMessage()), e);
        }
    }

    /** What differs between how the block that was read last is stored and how the operator stores now, one line each. */
    Set<String> changes() {
        return formats.changes();
    }

    private Shapes readHead(Place place) throws IOException {
        try (DataInputStream file = new DataInputStream(store.open(place.file, 0))) {
            byte[] head = file.readNBytes(StateBlocks.HEAD);
            if (head.length < StateBlocks.HEAD) {
                throw damaged(place, "it is cut off");
            }
            input.begin(head, 0, head.length);
            if (in.readLong() != StateBlocks.FILE_MAGIC) {
                throw damaged(place, "it does not begin as a state file of this version");
            }
            in.readLong(); // epoch
            in.readLong(); // generation
            int length = in.readInt();
            if (length < 0) {
                throw damaged(place, "a length is " + length);
            }
            byte[] table = file.readNBytes(length);
            byte[] all = new byte[head.length + table.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(table, 0, all, head.length, table.length);
            if (table.length < length || file.readInt() != StateBlocks.crc(all, 0, all.length)) {
                throw damaged(place, "the checksum of its head is wrong");
            }
            input.begin(table, 0, length);
            return Shapes.read(in);
        } catch (EOFException e) {
            throw damaged(place, "it is cut off");
        }
    }

    /** Reads the next block as bytes, and checks them. */
    private void fill(InputStream file, long left, Place place) throws IOException {
        int start = StateBlocks.BLOCK_START;
        byte[] front = file.readNBytes(start);
        input.begin(front, 0, front.length);
        if (front.length < start) {
            throw damaged(place, "the file is cut off");
        }
        if (in.readInt() != StateBlocks.BLOCK_MAGIC) {
            throw damaged(place, "no block begins here");
        }
        int length = in.readInt();
        if (length < 0 || start + (long) length + StateBlocks.CRC > left) {
            throw damaged(place, "a block of " + length + " bytes does not fit in");
        }
        int size = start + length;
        if (block.length < size + StateBlocks.CRC) {
            block = new byte[size + StateBlocks.CRC];
        }
        System.arraycopy(front, 0, block, 0, start);
        if (file.readNBytes(block, start, length + StateBlocks.CRC) < length + StateBlocks.CRC) {
            throw damaged(place, "the file is cut off");
        }
        input.begin(block, size, size + StateBlocks.CRC);
        if (in.readInt() != StateBlocks.crc(block, 0, size)) {
            throw damaged(place, "the checksum is wrong");
        }
        input.begin(block, start, size);
    }

    private long blockLength() {
        return input.position() + (long) StateBlocks.CRC;
    }

    private int readBlock(StoredPart part, int number, Place place, Entries<K, S> entries) throws IOException {
        try {
            int kind = in.readByte();
            long epoch = in.readLong();
            int partition = in.readInt();
            int partitions = in.readInt();
            int numbered = in.readInt();
            int count = in.readInt();
            in.readInt(); // key groups
            String operator = in.readUTF();
            Increment increment = part.increment();
            if (!operator.equals(increment.operator())
                    || kind != (part.whole() ? StateBlocks.WHOLE : StateBlocks.CHANGES)
                    || epoch != part.epoch()
                    || partition != increment.partition()
                    || partitions != increment.partitions()
                    || numbered != number) {
                throw damaged(
                        place,
                        "it holds block " + numbered + " of operator '" + operator + "', partition " + partition
                                + " of "
                                + partitions + ", epoch " + epoch + ", but the batch log says block " + number
                                + " of operator '" + increment.operator() + "', partition " + increment.partition()
                                + " of " + increment.partitions() + ", epoch " + part.epoch());
            }
            readEntries(reader(formats.read(in), operator, place), count, place, entries);
            return count;
        } catch (LocatedException e) {
            throw e;
        } catch (EOFException e) {
            throw damaged(place, "it ends too early");
        } catch (IOException e) {
            throw damaged(place, String.valueOf(e.getMessage()));
        }
    }

    private void readEntries(StateCodec<K, S> reader, int count, Place place, Entries<K, S> entries)
            throws IOException {
        for (int i = 0; i < count; i++) {
            int group = in.readUnsignedShort();
            StateVisitor.Change change = StateVisitor.Change.ofCode(in.readByte());
            int length = Wire.readLength(in);
            if (change == null || length > input.left()) {
                throw damaged(place, "entry " + i + " is none");
            }
            if (group < firstGroup || group >= endGroup) {
                input.skip(length);
                continue;
            }
            int end = input.position() + length;
            K key;
            S state;
            long hash;
            try {
                key = reader.keys().read(in);
                state = change == StateVisitor.Change.REMOVED
                        ? null
                        : reader.states().read(in);
                hash = StableHash.of(key);
            } catch (EOFException e) {
                throw e;
            } catch (IOException | IllegalArgumentException e) {
                throw new LocatedException(
                        "entry " + i + " of the block " + place + " in " + store.root() + " can't be read: "
                                + e.getMessage(),
                        e);
            }
            if (input.position() != end) {
                throw damaged(place, "entry " + i + " has another length than its key and state");
            }
            if (KeyGroups.ofHash(hash) != group) {
                throw damaged(
                        place,
                        "key " + key + " stands in key group " + group + " and belongs to "
                                + KeyGroups.ofHash(hash) + ": if its class has a hashCode of its own, that must give"
                                + " the same in every run");
            }
            if (!entries.take(change, key, hash, state)) {
                throw damaged(
                        place, "entry " + i + " changes key " + key + ", which does not fit what is stored before");
            }
        }
        if (input.left() > 0) {
            throw damaged(place, "bytes follow its last entry");
        }
    }

    private StateCodec<K, S> reader(FormatReader.Stored stored, String operator, Place place) throws IOException {
        try {
            return formats.codec(stored);
        } catch (ShapeMismatchException e) {
            throw new LocatedException(
                    "the stored state of operator '" + operator + "' can't be read: " + e.getMessage() + " (block "
                            + place + " in " + store.root() + ")",
                    e);
        }
    }

    private IOException damaged(Place place, String how) {
        return new LocatedException(
                "the block " + place + " in " + store.root() + " is damaged: " + how
                        + "; put the file back from a copy of the checkpoint, or start with another checkpoint",
                null);
    }

    /** Takes entries. */
    interface Entries<K, S> {
        /** Takes an entry; gives whether it fits those before. */
        boolean take(StateVisitor.Change change, K key, long hash, @Nullable S state) throws IOException;
    }

    private record Place(String file, long offset) {
        @Override
        public String toString() {
            return "that begins at byte " + offset + " of " + file;
        }
    }

    /** This version of the program can't read what is stored; the message says why and what to do. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Says where. */
    private static final class LocatedException extends IOException {
        private static final long serialVersionUID = 1L;

        LocatedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
