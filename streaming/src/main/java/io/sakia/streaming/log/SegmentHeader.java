package io.sakia.streaming.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a segment begins with. Numbers are big-endian.
 *
 * <pre>
 *   "SAKIALOG"  version u16  number i64  crc i32                              the first 22 bytes, in every version
 *   frame of kind 254:  generation i64  count i32  (number i64  counted i64)*   by number
 * </pre>
 *
 * @param generation the number of the first segment that the writer took when it opened the log
 * @param counted of each older segment that counts: up to which byte. One that is not named counts nothing, whatever is in it
 */
record SegmentHeader(long generation, SortedMap<Long, Long> counted) {
    static final byte[] MAGIC = "SAKIALOG".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 1;

    /** How many bytes stand before the first frame. */
    static final int PREFIX = 8 + 2 + 8 + 4;

    static ByteBuffer prefix(int version, long number) {
        ByteBuffer out = ByteBuffer.allocate(PREFIX);
        out.put(MAGIC).putShort((short) version).putLong(number);
        out.putInt(Frame.crc(out.duplicate().flip()));
        return out.flip();
    }

    ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + counted.size() * 2 * Long.BYTES);
        out.putLong(generation).putInt(counted.size());
        for (Map.Entry<Long, Long> each : counted.entrySet()) {
            out.putLong(each.getKey()).putLong(each.getValue());
        }
        return out.flip();
    }

    /** The header in these bytes, or null if they are none. */
    static @Nullable SegmentHeader decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < Long.BYTES + Integer.BYTES) {
            return null;
        }
        long generation = in.getLong();
        int count = in.getInt();
        if (count < 0 || in.remaining() != count * 2L * Long.BYTES) {
            return null;
        }
        SortedMap<Long, Long> counted = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            counted.put(in.getLong(), in.getLong());
        }
        return new SegmentHeader(generation, counted);
    }
}
