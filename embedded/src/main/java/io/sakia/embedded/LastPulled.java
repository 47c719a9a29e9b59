package io.sakia.embedded;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Remembers which record a function of whole partitions pulled last, since that is the likely culprit when it fails. */
final class LastPulled {
    private @Nullable Object record;

    /** The record pulled last from any watched iterator, or null if none was. */
    @Nullable
    Object record() {
        return record;
    }

    /** An iterator over the same records that reports here. */
    Iterator<Object> watch(Iterator<Object> input) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return input.hasNext();
            }

            @Override
            public Object next() {
                Object next = input.next();
                record = next;
                return next;
            }
        };
    }
}
