package io.sakia.streaming.graph;

import io.sakia.Accumulator;
import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what is read of ranges that don't tell their records. A range that is read twice counts once. */
record CountingReader<T, R extends Range>(
        RangeReader<T, R> reader, Accumulator<Pair<Integer, Long>, Map<Integer, Long>> counts)
        implements RangeReader<T, R> {
    @Override
    public Reader<T> open(R range) throws Exception {
        Reader<T> opened = reader.open(range);
        return new Reader<>() {
            private long count;

            @Override
            public @Nullable T read() throws Exception {
                T record = opened.read();
                if (record != null) {
                    count++;
                }
                return record;
            }

            @Override
            public String position() {
                return opened.position();
            }

            @Override
            public void close() throws IOException {
                counts.add(Pair.of(TaskContext.get().partition(), count));
                opened.close();
            }
        };
    }
}
