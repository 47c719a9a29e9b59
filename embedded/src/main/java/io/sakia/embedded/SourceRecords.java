package io.sakia.embedded;

import io.sakia.TaskContext;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.plan.Origin;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The records of one open range, for a loop by {@link #read} or as an iterator; closed after the last record or by its attempt. */
final class SourceRecords implements Iterator<Object>, Attempt.Resource {
    private final Origin origin;
    private final Attempt attempt;
    private final Reader<?> reader;
    private final TaskContext task;
    private final TaskContext.Reading reading;
    private @Nullable Object ahead;
    private boolean ended;

    private SourceRecords(Origin origin, Attempt attempt, Range range, Reader<?> reader) {
        this.origin = origin;
        this.attempt = attempt;
        this.reader = reader;
        this.task = TaskContext.get();
        String name = origin.name();
        this.reading = new TaskContext.Reading(name == null ? origin.toString() : name, range, reader);
    }

    static SourceRecords open(Origin origin, RangeReader<?, Range> opener, Range range, Attempt attempt) {
        Reader<?> reader;
        try {
            reader = opener.open(range);
        } catch (Throwable e) {
            throw Failures.at(origin, range, e);
        }
        SourceRecords records = new SourceRecords(origin, attempt, range, reader);
        attempt.opened(records);
        records.task.reads(records.reading);
        return records;
    }

    /** The next record, or null after the last. */
    @Nullable
    Object read() {
        attempt.checkStopped();
        Object record;
        try {
            record = reader.read();
        } catch (Throwable e) {
            throw Failures.at(origin, position(), e);
        }
        if (record == null) {
            close();
        }
        return record;
    }

    /** The same for a loop that drives a chain. */
    Feed feed() {
        return new Feed() {
            @Override
            @Nullable
            Object next() {
                return read();
            }
        };
    }

    @Override
    public boolean hasNext() {
        if (ahead == null && !ended) {
            task.reads(reading); // where several are pulled in turn
            ahead = read();
        }
        return ahead != null;
    }

    @Override
    public Object next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException("the range has ended");
        }
        Object record = ahead;
        ahead = null;
        return record;
    }

    /** Closes the reader, once. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        attempt.closed(this);
        task.hasRead(reading);
        try {
            reader.close();
        } catch (Throwable e) {
            throw Failures.at(origin, position(), e);
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
