package io.sakia.embedded.spill;

import java.util.List;

/**
 * Runs that are merged as they are read, and the files that they lie in. Any number of threads may read.
 *
 * @param parts the runs, in their order
 * @param area what goes with them
 */
record Runs(List<Part> parts, Area area) implements AutoCloseable {
    Runs {
        parts = List.copyOf(parts);
    }

    /** How many records all of them have. */
    long records() {
        return parts.stream().mapToLong(Part::records).sum();
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
        area.close();
    }
}
