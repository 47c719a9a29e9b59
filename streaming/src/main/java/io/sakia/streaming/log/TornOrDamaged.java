package io.sakia.streaming.log;

import io.sakia.connector.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Tells a torn tail from damage: looks behind a bad frame for the head of a good one whose writer knew that the bad one's bytes were stored.
 *
 * <pre>
 *   good │ good │ bad ▒▒▒▒▒▒▒ │ good, stored ≤ bad's offset │ …            torn: cut off from the bad one on
 *   good │ good │ bad ▒▒▒▒▒▒▒ │ good, stored > bad's offset │ …            damaged
 * </pre>
 *
 * A head alone is enough, and has a checksum of its own, so that this takes one pass whatever the bytes are.
 */
final class TornOrDamaged {
    private static final int BUFFER = 1 << 16;

    private TornOrDamaged() {}

    /** The offset of a head that proves that the byte at {@code bad} was stored, or -1 if there is none. */
    static long proof(FileStore store, SegmentFile file, long bad) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(BUFFER);
        long start = bad + 1; // of the window in the file
        try (InputStream in = store.open(file.path(), start)) {
            boolean end = false;
            while (!end) {
                int read = in.readNBytes(window.array(), window.position(), window.remaining());
                end = read < window.remaining();
                window.position(window.position() + read).flip();
                while (window.remaining() >= Frame.HEAD) {
                    if (window.get(window.position()) == Frame.MARK_BEGIN) {
                        long offset = start + window.position();
                        Frame frame = Frame.decode(file.number(), offset, window.duplicate());
                        if (frame != null && frame.stored() > bad) {
                            return offset;
                        }
                    }
                    window.get();
                }
                start += window.position();
                window.compact();
            }
        }
        return -1;
    }
}
