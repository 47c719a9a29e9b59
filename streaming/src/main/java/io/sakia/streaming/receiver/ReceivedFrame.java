package io.sakia.streaming.receiver;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Shapes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of received records as one record of their log.
 *
 * <pre>
 *   first i64   count i32   together u8   record × count, each with its class
 *    └ how many records the source had stored before
 * </pre>
 *
 * @param first the position of the first one
 * @param count how many
 * @param together whether they must stay in one range
 * @param records their bytes
 */
record ReceivedFrame(long first, int count, boolean together, ByteBuffer records) {
    /** The kind of these records in the log. */
    static final int KIND = 1;

    private static final int HEAD = Long.BYTES + Integer.BYTES + 1;

    /** The position behind the last one. */
    long end() {
        return first + count;
    }

    /** As it stands in the log. */
    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + records.remaining());
        bytes.putLong(first).putInt(count).put((byte) (together ? 1 : 0)).put(records.duplicate());
        return bytes.array();
    }

    static ReceivedFrame decode(byte[] payload) throws IOException {
        if (payload.length < HEAD) {
            throw new IOException("a run of received records has at least " + HEAD + " bytes, not " + payload.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        return new ReceivedFrame(bytes.getLong(), bytes.getInt(), bytes.get() == 1, bytes.slice());
    }

    /** The records themselves. */
    List<Object> read(Codec<Object> codec) throws IOException {
        byte[] bytes = new byte[records.remaining()];
        records.duplicate().get(bytes);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        List<Object> values = new ArrayList<>(Math.min(Math.max(count, 0), bytes.length));
        try {
            for (int i = 0; i < count; i++) {
                values.add(codec.read(in));
            }
        } catch (EOFException e) {
            throw new IOException("received record " + (first + values.size()) + " ends too early", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "received record " + (first + values.size()) + " can't be read: " + e.getMessage(), e);
        }
        if (in.available() > 0) {
            throw new IOException(in.available() + " bytes stand behind received record " + (end() - 1));
        }
        return values;
    }

    /** What a segment of such records begins with: what the registered types are made of. */
    static byte[] base(Codecs codecs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codecs.shapes().write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** The codec of the records in a segment with this base. */
    static Codec<Object> codec(Codecs codecs, byte[] base) throws IOException {
        return codecs.reading(Shapes.read(new DataInputStream(new ByteArrayInputStream(base))))
                .any();
    }
}
