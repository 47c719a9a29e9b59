package io.sakia.streaming.graph;

import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;

/** The range of sources that have none. */
record NoRange() implements Range {
    static <T> RangeReader<T, NoRange> reader() {
        return range -> () -> null;
    }
}
