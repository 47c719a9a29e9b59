package io.sakia.streaming.replay;

import io.sakia.connector.StableHash;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/** Takes lines in any order, and tells whether others were the same: how many they are, and a sum of their hashes. */
final class LineDigest extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Sum sum = Sum.NONE;

    /** Of lines, in whatever order. */
    record Sum(long lines, long hash) implements Serializable {
        static final Sum NONE = new Sum(0, 0);

        Sum plus(Sum other) {
            return new Sum(lines + other.lines, hash + other.hash);
        }
    }

    @Override
    public void write(int b) {
        if (b == '\n') {
            end();
        } else {
            line.write(b);
        }
    }

    private void end() {
        sum = sum.plus(new Sum(1, StableHash.mix(StableHash.of(line.toString(StandardCharsets.UTF_8)))));
        line.reset();
    }

    /** Of all lines that came. */
    Sum sum() {
        if (line.size() > 0) {
            end();
        }
        return sum;
    }
}
