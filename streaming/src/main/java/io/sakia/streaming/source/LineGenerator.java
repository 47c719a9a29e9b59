package io.sakia.streaming.source;

import io.sakia.connector.Reader;
import io.sakia.connector.StableHash;
import org.jspecify.annotations.Nullable;

/** Writes the lines of a {@link GeneratorRange}: 4 to 12 words each, which follow from the seed and the line's number alone. */
final class LineGenerator implements Reader<String> {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 12;

    private final GeneratorRange range;
    private final StringBuilder text = new StringBuilder();
    private long next;

    LineGenerator(GeneratorRange range) {
        this.range = range;
        this.next = range.from();
    }

    @Override
    public @Nullable String read() {
        return next == range.to() ? null : line(next++);
    }

    private String line(long number) {
        long state = StableHash.mix(StableHash.mix(range.seed()) + number);
        int words = SHORTEST + (int) Long.remainderUnsigned(state, LONGEST - SHORTEST + 1);
        text.setLength(0);
        for (int i = 0; i < words; i++) {
            if (i > 0) {
                text.append(' ');
            }
            text.append(Vocabulary.draw(StableHash.mix(state + i)));
        }
        return text.toString();
    }

    @Override
    public String position() {
        return "generated line " + (next - 1);
    }
}
