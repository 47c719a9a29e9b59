package io.sakia.embedded.memory;

import org.jspecify.annotations.Nullable;

/** Stands in for the class of this name in the benchmark of accounting: measures and counts nothing. */
public final class SizeSample {
    public SizeSample() {}

    public boolean add(@Nullable Object record) {
        return false;
    }

    public boolean addNumber() {
        return false;
    }

    public long count() {
        return 0;
    }

    public long bytes() {
        return 0;
    }
}
