package io.sakia.embedded.disk;

import org.jspecify.annotations.Nullable;

/** How the objects of one class are written and read. Thread-safe. */
abstract class Form {
    /** Writes an object, whose number of form was written already. */
    abstract void write(Object value, RecordOutput out, RecordFormat format);

    /** Reads an object. */
    abstract @Nullable Object read(RecordInput in, RecordFormat format);
}
