package io.sakia.streaming.replay;

import io.sakia.streaming.replay.Comparison.Difference;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a part as they are now, and compares them with those that were published, up to the first difference.
 *
 * <pre>
 *   published   be 2 ⏎ not 1 ⏎ …
 *   now         be 2 ⏎ not 3 ⏎ …       line 2: "not 1", and now "not 3"
 * </pre>
 */
final class ComparingOutput extends OutputStream {
    private static final int LONGEST = 1000;
    private static final int END = -1;

    private final InputStream published;
    private final boolean text;
    private final ByteArrayOutputStream now = new ByteArrayOutputStream();
    private final ByteArrayOutputStream then = new ByteArrayOutputStream();
    private long position;
    private long lines;
    private boolean differs;
    private boolean nowEnds;
    private boolean thenEnds;
    private boolean thenAtEnd;

    /**
     * Compares with what was published, which is the caller's to close.
     *
     * @param text whether there are lines
     */
    ComparingOutput(InputStream published, boolean text) {
        this.published = new BufferedInputStream(published);
        this.text = text;
    }

    @Override
    public void write(int b) throws IOException {
        int current = b & 0xff;
        if (!differs) {
            int other = published.read();
            if (other == current) {
                position++;
                take(current);
                return;
            }
            differ(other);
        }
        if (text && !nowEnds) {
            nowEnds = current == '\n';
            add(now, current);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    private void take(int both) {
        if (text) {
            if (both == '\n') {
                lines++;
                now.reset();
                then.reset();
            } else {
                add(now, both);
                add(then, both);
            }
        }
    }

    /** The rest of the line that was published is read here; that of the line of now is yet to come. */
    private void differ(int other) throws IOException {
        differs = true;
        thenAtEnd = other == END;
        thenEnds = other == END && then.size() == 0;
        for (int b = other; text && b != END && b != '\n'; b = published.read()) {
            add(then, b);
        }
    }

    private static void add(ByteArrayOutputStream line, int b) {
        if (line.size() < LONGEST && b != '\n') {
            line.write(b);
        }
    }

    /** The first difference, once all bytes of now have come; null if there is none. */
    @Nullable
    Difference end(String part) throws IOException {
        boolean ended = false;
        if (!differs) {
            int other = published.read();
            if (other == END) {
                return null;
            }
            ended = now.size() == 0;
            differ(other);
        }
        if (!text) {
            return new Difference(part, position, false, null, null);
        }
        String before = thenEnds ? null : then.toString(StandardCharsets.UTF_8);
        String after = ended ? null : now.toString(StandardCharsets.UTF_8);
        if (before != null && before.equals(after)) {
            return thenAtEnd // one has a line end that the other has not
                    ? new Difference(part, lines + 1, true, before, after + "⏎")
                    : new Difference(part, lines + 1, true, before + "⏎", after);
        }
        return new Difference(part, lines + 1, true, before, after);
    }
}
