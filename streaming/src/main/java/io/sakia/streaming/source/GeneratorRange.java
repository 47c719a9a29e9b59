package io.sakia.streaming.source;

import io.sakia.connector.Range;

/**
 * Some lines of a {@link GeneratorSource}; always the same ones.
 *
 * @param seed decides what the lines say
 * @param from the first line, from 0
 * @param to the line after the last
 */
public record GeneratorRange(long seed, long from, long to) implements Range {
    /** Refuses what can't be meant. */
    public GeneratorRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("lines go from 0 on upwards, not from " + from + " to " + to);
        }
    }

    @Override
    public long records() {
        return to - from;
    }
}
