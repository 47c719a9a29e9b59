package io.sakia.rdd;

import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a list that the driver holds: a partition of {@code parallelize}. */
record Slice<T>(List<T> part) implements Range {
    @Override
    public long records() {
        return part.size();
    }

    static <T> List<Slice<T>> cut(List<T> records, int numPartitions) {
        if (numPartitions < 1) {
            throw new IllegalArgumentException("parallelize needs at least 1 partition, not " + numPartitions);
        }
        List<T> copy = List.copyOf(records);
        List<Slice<T>> slices = new ArrayList<>(numPartitions);
        for (int i = 0; i < numPartitions; i++) {
            int from = (int) ((long) i * copy.size() / numPartitions);
            int to = (int) ((i + 1L) * copy.size() / numPartitions);
            slices.add(new Slice<>(new ArrayList<>(copy.subList(from, to))));
        }
        return slices;
    }

    /** Iterates over a slice. */
    record SliceReader<T>() implements RangeReader<T, Slice<T>> {
        @Override
        public Reader<T> open(Slice<T> slice) {
            return new Reader<>() {
                private int next;

                @Override
                public @Nullable T read() {
                    return next < slice.part().size() ? slice.part().get(next++) : null;
                }

                @Override
                public String position() {
                    return "record " + next + " of the slice";
                }
            };
        }
    }
}
