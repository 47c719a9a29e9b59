package io.sakia.connector.object;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The bytes of an object file. Numbers are big-endian.
 *
 * <pre>
 *   file    "SAKIAOBJ"  version u8  length i32  crc i32  shapes   shapes have that length: what the classes of the records are made of;
 *                                                               then blocks, then the end
 *   block   1 u8  length i32  records i32  crc i32  payload     the payload has that length: records, each with its class
 *   end     2 u8  blocks i32  records i64  crc i32              nothing comes behind it
 * </pre>
 *
 * A crc is the CRC32C of what stands before it since the block's first byte, and of the payload. So a file that was cut off, anywhere, is
 * told from a whole one, and so is one in which a byte changed; the magic is in no crc. Version 1 had no length, crc and shapes, and is still
 * read, as long as the classes of its records are what they were.
 */
final class ObjectLayout {
    static final byte[] MAGIC = "SAKIAOBJ".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 2;
    static final int WITHOUT_SHAPES = 1;
    static final int BLOCK = 1;
    static final int END = 2;

    private ObjectLayout() {}

    static int headCrc(int version, int length, byte[] shapes) {
        ByteBuffer head = ByteBuffer.allocate(1 + Integer.BYTES);
        head.put((byte) version).putInt(length);
        CRC32C crc = new CRC32C();
        crc.update(head.array());
        crc.update(shapes);
        return (int) crc.getValue();
    }

    static int blockCrc(int length, int records, byte[] payload, int payloadLength) {
        ByteBuffer head = ByteBuffer.allocate(1 + 2 * Integer.BYTES);
        head.put((byte) BLOCK).putInt(length).putInt(records);
        CRC32C crc = new CRC32C();
        crc.update(head.array());
        crc.update(payload, 0, payloadLength);
        return (int) crc.getValue();
    }

    static int endCrc(int blocks, long records) {
        ByteBuffer end = ByteBuffer.allocate(1 + Integer.BYTES + Long.BYTES);
        end.put((byte) END).putInt(blocks).putLong(records);
        CRC32C crc = new CRC32C();
        crc.update(end.array());
        return (int) crc.getValue();
    }
}
