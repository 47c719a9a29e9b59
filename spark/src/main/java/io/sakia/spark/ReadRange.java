package io.sakia.spark;

import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.plan.Origin;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Reads a range of a source. */
record ReadRange(Origin origin, RangeReader<?, Range> ranges) implements PartitionBody {
    @Override
    public Iterator<Object> open(PlanPartition partition, List<Supplier<Iterator<Object>>> inputs, TaskContext task) {
        Range range = partition.range();
        Reader<?> reader;
        try {
            reader = ranges.open(range);
        } catch (Throwable e) {
            throw TaskFailure.of(origin, range, e);
        }
        Records records = new Records(origin, range, reader);
        TaskCompletionListener close = ended -> records.close();
        task.addTaskCompletionListener(close);
        return records;
    }

    /** The records of an open range; closed after the last one, or when the task ends before that. */
    private static final class Records extends AheadIterator {
        private final Origin origin;
        private final Reader<?> reader;
        private final io.sakia.TaskContext task;
        private final io.sakia.TaskContext.Reading reading;
        private boolean closed;

        Records(Origin origin, Range range, Reader<?> reader) {
            this.origin = origin;
            this.reader = reader;
            this.task = io.sakia.TaskContext.get();
            String name = origin.name();
            this.reading = new io.sakia.TaskContext.Reading(name == null ? origin.toString() : name, range, reader);
        }

        @Override
        @Nullable
        Object advance() {
            Object record;
            task.reads(reading);
            try {
                record = reader.read();
            } catch (Throwable e) {
                throw TaskFailure.of(origin, position(), e);
            }
            if (record == null) {
                close();
            }
            return record;
        }

        void close() {
            if (closed) {
                return;
            }
            closed = true;
            task.hasRead(reading);
            try {
                reader.close();
            } catch (Throwable e) {
                throw TaskFailure.of(origin, position(), e);
            }
        }

        private @Nullable String position() {
            try {
                String position = reader.position();
                return position.isEmpty() ? null : position;
            } catch (RuntimeException e) {
                return null;
            }
        }
    }
}
