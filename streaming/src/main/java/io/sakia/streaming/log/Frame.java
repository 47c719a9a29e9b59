package io.sakia.streaming.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes around a record. Numbers are big-endian.
 *
 * <pre>
 *   mark i32 │ length i32 │ kind u8 │ stored i64 │ crc of payload i32 │ crc of head i32 ║ payload, length bytes
 * </pre>
 *
 * {@code stored} is the offset in the segment up to which all was safe when this was appended: synced, or just written where nothing
 * is synced. So a good head that stands behind a bad frame tells whether that is a torn tail or damage. The head's crc also
 * covers the segment's number and the frame's offset, which are not in the file: a frame that was copied to another place, or
 * that stands in a payload, is none.
 *
 * @param length of the payload
 * @param payloadCrc the CRC32C of the payload
 */
record Frame(int length, int kind, long stored, int payloadCrc) {
    static final int HEAD = 4 + 4 + 1 + 8 + 4 + 4;
    static final int MARK = 0x5A1C17F3;

    /** The first byte of {@link #MARK}. */
    static final byte MARK_BEGIN = (byte) (MARK >>> 24);

    /** What a segment's header has as its kind. */
    static final int HEADER = 254;

    /** Appended, empty, once a base is durable: it shows that the base was there, should that be damaged. */
    static final int BEGUN = 255;

    /** The most bytes of a payload. */
    static final int LARGEST = 1 << 30;

    static Frame of(int kind, long stored, ByteBuffer payload) {
        return new Frame(payload.remaining(), kind, stored, crc(payload));
    }

    void encode(long segment, long offset, ByteBuffer out) {
        int start = out.position();
        out.putInt(MARK).putInt(length).put((byte) kind).putLong(stored).putInt(payloadCrc);
        out.putInt(
                headCrc(segment, offset, out.duplicate().limit(out.position()).position(start)));
    }

    /** The frame whose head is here, or null if there is none. Takes {@link #HEAD} bytes, or none if there is no frame. */
    static @Nullable Frame decode(long segment, long offset, ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < HEAD || in.getInt(start) != MARK) {
            return null;
        }
        int crc = headCrc(segment, offset, in.duplicate().limit(start + HEAD - Integer.BYTES));
        if (in.getInt(start + HEAD - Integer.BYTES) != crc) {
            return null;
        }
        in.getInt();
        Frame frame = new Frame(in.getInt(), in.get() & 0xFF, in.getLong(), in.getInt());
        in.getInt();
        return frame.length < 0 || frame.length > LARGEST ? null : frame;
    }

    /** The CRC32C of the remaining bytes, which stay. */
    static int crc(ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }

    private static int headCrc(long segment, long offset, ByteBuffer head) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(segment)
                .putLong(offset)
                .flip());
        crc.update(head);
        return (int) crc.getValue();
    }
}
