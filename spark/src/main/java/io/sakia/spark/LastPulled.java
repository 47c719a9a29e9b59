package io.sakia.spark;

import java.io.Serializable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Remembers which record was pulled last inside a task, since that is the likely culprit when a function of many records fails. */
final class LastPulled implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Object record;

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
