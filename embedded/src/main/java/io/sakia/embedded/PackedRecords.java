package io.sakia.embedded;

import io.sakia.embedded.disk.RecordFormat;
import io.sakia.embedded.disk.RecordInput;
import io.sakia.embedded.disk.RecordOutput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records as bytes in memory, in frames of whole records: smaller than objects, and made anew by each reader. */
final class PackedRecords implements Block {
    private static final int FIRST = 64;

    private final RecordFormat format;
    private final List<byte[]> frames = new ArrayList<>(1);
    private @Nullable RecordOutput out = new RecordOutput(FIRST);
    private long framed;
    private int size;

    /** No records yet. */
    PackedRecords(RecordFormat format) {
        this.format = format;
    }

    /**
     * Adds a record.
     *
     * @throws io.sakia.embedded.disk.UnspillableException when it can't be written as bytes; the records before it stay
     */
    void add(Object record) {
        RecordOutput bytes = Objects.requireNonNull(out, "no record comes after trim()");
        int before = bytes.size();
        try {
            format.write(record, bytes);
        } catch (RuntimeException e) {
            out = copy(bytes, before);
            throw e;
        }
        size++;
        if (bytes.size() >= CacheBuilder.FRAME) {
            cut(bytes);
        }
    }

    /** Gives back the room that is not used; no record may be added after it. */
    PackedRecords trim() {
        if (out != null && out.size() > 0) {
            cut(out);
        }
        out = null;
        return this;
    }

    /** The bytes that this holds. */
    long bytes() {
        return framed + 24L * frames.size() + (out == null ? 0 : out.capacity());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void push(Attempt attempt, Link link) {
        for (Iterator<Object> records = iterator(attempt); records.hasNext(); ) {
            link.push(records.next());
        }
    }

    /** Every record; those that were not framed yet are framed first. */
    @Override
    public Iterator<Object> iterator(Attempt attempt) {
        Iterator<Object> records = iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Object next() {
                attempt.checkStopped();
                return records.next();
            }
        };
    }

    /** Every record, for whoever can't be stopped. */
    Iterator<Object> iterator() {
        if (out != null && out.size() > 0) {
            cut(out);
        }
        return new AheadIterator() {
            private int next;
            private RecordInput frame = new RecordInput(new byte[0], 0, 0);

            @Override
            @Nullable
            Object look() {
                if (!frame.hasMore()) {
                    if (next == frames.size()) {
                        return null;
                    }
                    byte[] bytes = frames.get(next++);
                    frame = new RecordInput(bytes, 0, bytes.length);
                }
                return format.read(frame);
            }
        };
    }

    private void cut(RecordOutput bytes) {
        byte[] frame = bytes.toByteArray();
        frames.add(frame);
        framed += frame.length;
        bytes.clear();
    }

    private static RecordOutput copy(RecordOutput bytes, int length) {
        RecordOutput kept = new RecordOutput(Math.max(FIRST, length));
        kept.writeBytes(bytes.toByteArray(), 0, length);
        return kept;
    }
}
