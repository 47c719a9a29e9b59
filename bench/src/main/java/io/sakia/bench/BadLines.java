package io.sakia.bench;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of lines that end with a number, one range a batch; of a hundred lines one ends with none where they are {@code bad}.
 *
 * @param perBatch how many lines a batch has
 * @param batches how many batches there are
 */
record BadLines(boolean bad, int perBatch, long batches) implements Source<String, BadLines.Part> {
    private static final int DIFFERENT = 1_000;

    /** The lines of a batch. */
    record Part(int lines, boolean bad) implements Range {
        @Override
        public long records() {
            return lines;
        }
    }

    /** How many batches were planned. */
    record Planned(long batches) implements Cursor {}

    @Override
    public String description() {
        return "lines";
    }

    @Override
    public RangeReader<String, Part> reader() {
        return BadLines::read;
    }

    @Override
    public Class<Part> rangeType() {
        return Part.class;
    }

    @Override
    public Class<Planned> cursorType() {
        return Planned.class;
    }

    @Override
    public Planner<Part> open(@Nullable Cursor from, Runnable signal) {
        signal.run();
        return new Planner<>() {
            private long planned;

            @Override
            public Plan<Part> plan(Limit limit) {
                if (limit.records() == 0 || planned == batches) {
                    return new Plan<>(List.of(), new Planned(planned), planned == batches);
                }
                planned++;
                signal.run();
                return new Plan<>(List.of(new Part(perBatch, bad)), new Planned(planned), planned == batches);
            }

            @Override
            public void close() throws IOException {}
        };
    }

    private static Reader<String> read(Part part) {
        String[] lines = new String[DIFFERENT];
        for (int i = 0; i < DIFFERENT; i++) {
            lines[i] = "user" + i + ",page," + (part.bad && i % 100 == 37 ? "x" : i);
        }
        return new Reader<>() {
            private int next;

            @Override
            public @Nullable String read() {
                return next < part.lines ? lines[next++ % DIFFERENT] : null;
            }

            @Override
            public String position() {
                return "line " + next;
            }
        };
    }
}
