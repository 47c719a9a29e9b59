package io.sakia.streaming.receiver;

import io.sakia.connector.Codec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the records that a {@link Codec} wrote into a block of bytes, one after the other. Nothing in the bytes chooses what is
 * made of them: that is the codec's choice.
 *
 * <pre>{@code
 * List<Click> clicks = CodedRecords.of(Codecs.standard().of(Click.class), bytes);
 * }</pre>
 */
public final class CodedRecords {
    private CodedRecords() {}

    /**
     * The records of the remaining bytes; none if there are none.
     *
     * @throws IOException if the bytes are not records of this codec, or end inside one
     */
    public static <T> List<T> of(Codec<T> codec, ByteBuffer bytes) throws IOException {
        byte[] block = new byte[bytes.remaining()];
        bytes.duplicate().get(block);
        ByteArrayInputStream left = new ByteArrayInputStream(block);
        DataInputStream in = new DataInputStream(left);
        List<T> records = new ArrayList<>();
        while (left.available() > 0) {
            int before = left.available();
            try {
                records.add(codec.read(in));
            } catch (EOFException e) {
                throw new IOException(
                        describe(codec, block, records) + " ends inside the record that begins at byte "
                                + (block.length - before),
                        e);
            }
            if (left.available() == before) {
                throw new IOException(describe(codec, block, records)
                        + " has bytes left, but a record takes none: it can't tell how many there are");
            }
        }
        return records;
    }

    private static String describe(Codec<?> codec, byte[] block, List<?> records) {
        return "a block of " + block.length + " bytes, of which " + records.size() + " records of "
                + codec.type().getName() + " were read,";
    }
}
