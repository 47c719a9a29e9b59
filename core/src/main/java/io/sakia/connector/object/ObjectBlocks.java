package io.sakia.connector.object;

import io.sakia.connector.Codec;
import io.sakia.connector.Reader;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Shapes;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the records of an object file, block by block; a block's checksum is verified before any of its records is made. */
final class ObjectBlocks<T> implements Reader<T> {
    private static final int BLOCK_HEAD = 1 + 3 * Integer.BYTES;

    private final DataInputStream file;
    private final String path;
    private final Codecs codecs;
    private final Class<T> type;
    private Codec<Object> codec;

    private DataInputStream block = new DataInputStream(InputStream.nullInputStream());
    private int left;
    private boolean begun;
    private boolean ended;
    private int blocks;
    private long records;
    private long read;
    /** Where the current block begins, and where the next does. */
    private long start;

    private long next;

    ObjectBlocks(InputStream in, String path, Codecs codecs, Class<T> type) {
        this.file = new DataInputStream(new BufferedInputStream(in, 64 << 10));
        this.path = path;
        this.codecs = codecs;
        this.codec = codecs.any();
        this.type = type;
    }

    @Override
    public @Nullable T read() throws IOException {
        if (!begun) {
            readHead();
            begun = true;
        }
        while (left == 0) {
            if (ended) {
                return null;
            }
            readBlock();
        }
        Object record;
        try {
            record = codec.read(block);
        } catch (IOException e) {
            throw new IOException("record " + read + " of " + where() + " can't be read: " + hint(e), e);
        }
        read++;
        left--;
        if (left == 0 && block.available() > 0) {
            throw damaged("it has " + block.available() + " bytes more than its records");
        }
        if (!type.isInstance(record)) {
            throw new IOException("record " + (read - 1) + " of " + where() + " is a "
                    + record.getClass().getName() + ", where a " + type.getName()
                    + " is wanted: name the class of the records that were saved");
        }
        return type.cast(record);
    }

    private void readHead() throws IOException {
        byte[] magic = file.readNBytes(ObjectLayout.MAGIC.length);
        if (!Arrays.equals(magic, ObjectLayout.MAGIC)) {
            throw new IOException(path + " is no object file: it does not begin with SAKIAOBJ; was it written by"
                    + " saveAsObjectFile?");
        }
        int version = file.read();
        next = ObjectLayout.MAGIC.length + 1L;
        if (version == ObjectLayout.VERSION) {
            readShapes();
        } else if (version != ObjectLayout.WITHOUT_SHAPES) {
            throw new IOException(path
                    + (version < 0
                            ? " is damaged at byte " + ObjectLayout.MAGIC.length + ": it ends there"
                            : " has version " + version
                                    + " of the format of object files, and this Sakia reads up to "
                                    + ObjectLayout.VERSION + ": use a newer one"));
        }
    }

    private void readShapes() throws IOException {
        byte[] shapes;
        try {
            int length = file.readInt();
            int crc = file.readInt();
            shapes = length < 0 ? new byte[0] : file.readNBytes(length);
            if (shapes.length != length || crc != ObjectLayout.headCrc(ObjectLayout.VERSION, length, shapes)) {
                throw damagedHead();
            }
        } catch (EOFException e) {
            throw damagedHead();
        }
        next += 2L * Integer.BYTES + shapes.length;
        try {
            codec = codecs.reading(Shapes.read(new DataInputStream(new ByteArrayInputStream(shapes))))
                    .any();
        } catch (IOException e) {
            throw new IOException(path + " can't be read: " + e.getMessage(), e);
        }
    }

    private IOException damagedHead() {
        return new IOException(
                path + " is damaged in what stands before its first block; save it again, or take another" + " copy");
    }

    private void readBlock() throws IOException {
        start = next;
        try {
            int kind = file.readUnsignedByte();
            switch (kind) {
                case ObjectLayout.BLOCK -> readRecords();
                case ObjectLayout.END -> readEnd();
                default -> throw damaged("no block begins with " + kind);
            }
        } catch (EOFException e) {
            throw damaged("the file was cut off");
        }
    }

    private void readRecords() throws IOException {
        int length = file.readInt();
        int count = file.readInt();
        int crc = file.readInt();
        if (length < 0 || count < 1) {
            throw damaged("no block has " + count + " records in " + length + " bytes");
        }
        byte[] payload = file.readNBytes(length); // makes room as bytes come, so a damaged length takes none
        if (payload.length < length) {
            throw damaged("the file was cut off");
        }
        if (crc != ObjectLayout.blockCrc(length, count, payload, length)) {
            throw damaged("the checksum is wrong");
        }
        block = new DataInputStream(new ByteArrayInputStream(payload));
        left = count;
        blocks++;
        records += count;
        next = start + BLOCK_HEAD + (long) length;
    }

    private void readEnd() throws IOException {
        int endBlocks = file.readInt();
        long endRecords = file.readLong();
        if (file.readInt() != ObjectLayout.endCrc(endBlocks, endRecords)) {
            throw damaged("the checksum is wrong");
        }
        if (endBlocks != blocks || endRecords != records) {
            throw damaged("the file had " + endRecords + " records in " + endBlocks + " blocks, and has " + records
                    + " in " + blocks);
        }
        if (file.read() >= 0) {
            throw damaged("something stands behind its end");
        }
        ended = true;
    }

    private IOException damaged(String how) {
        return new IOException(path + " is damaged at the block that begins at byte " + start + ": " + how
                + "; save it again, or take another copy");
    }

    private String where() {
        return path + " @ byte " + start;
    }

    /** The codecs' messages name a stream's context, which a batch program does not have. */
    private static String hint(IOException e) {
        return e instanceof EOFException
                ? "its bytes end too early"
                : String.valueOf(e.getMessage()).replace("ssc.types(", "sc.types(");
    }

    @Override
    public String position() {
        return where() + ", record " + Math.max(0, read - 1);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
