package io.sakia.streaming.keyed;

import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.ShapeMismatchException;
import io.sakia.connector.codec.Wire;
import io.sakia.streaming.state.Due;
import io.sakia.streaming.state.StateFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How the windows of a key are stored.
 *
 * <pre>
 *   count of cells, (start, length, marks and whether there is a partial, count, [partial]) …, fire, drop, early
 * </pre>
 *
 * Starts are stored as differences. The form names the kind of windows, as panes of one kind tell nothing to another.
 *
 * @param kind of the windows
 * @param counting whether records are counted
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
record KeyWindowsFormat<A extends @Nullable Object>(String kind, boolean counting, StateFormat<A> partials)
        implements StateFormat<KeyWindows<A>> {
    private static final int HAS_PARTIAL = 1;

    @Override
    public String form() {
        return prefix() + partials.form();
    }

    @Override
    public Shape shape() {
        return partials.shape();
    }

    @Override
    public @Nullable Class<?> declared() {
        return partials.declared();
    }

    @Override
    public void require(KeyWindows<A> value) {
        for (int cell = 0; cell < value.size(); cell++) {
            A partial = value.partial(cell);
            if (partial != null) {
                partials.require(partial);
            }
        }
    }

    @Override
    public @Nullable StateFormat<KeyWindows<A>> reading(String storedForm, Shape stored, ReadingCodecs codecs)
            throws ShapeMismatchException {
        StateFormat<A> inner = storedForm.startsWith(prefix())
                ? partials.reading(storedForm.substring(prefix().length()), stored, codecs)
                : null;
        return inner == null ? null : new KeyWindowsFormat<>(kind, counting, inner);
    }

    @Override
    public void write(KeyWindows<A> value, DataOutput out) throws IOException {
        Wire.writeUnsigned(out, value.size());
        long last = 0;
        for (int cell = 0; cell < value.size(); cell++) {
            A partial = value.partial(cell);
            Wire.writeSigned(out, value.start(cell) - last);
            last = value.start(cell);
            Wire.writeSigned(out, value.end(cell) - last);
            out.writeByte(value.marks(cell) << 1 | (partial == null ? 0 : HAS_PARTIAL));
            Wire.writeUnsigned(out, value.isCounting() ? value.count(cell) : 0);
            if (partial != null) {
                partials.write(partial, out);
            }
        }
        writeTime(value.fire(), out);
        writeTime(value.drop(), out);
        writeTime(value.early(), out);
    }

    @Override
    public KeyWindows<A> read(DataInput in) throws IOException {
        KeyWindows<A> windows = new KeyWindows<>(counting);
        int size = Wire.readLength(in);
        long last = 0;
        for (int cell = 0; cell < size; cell++) {
            last += Wire.readSigned(in);
            long end = last + Wire.readSigned(in);
            int marks = in.readByte();
            long count = Wire.readUnsigned(in);
            windows.insert(cell, last, end, (marks & HAS_PARTIAL) != 0 ? partials.read(in) : null);
            windows.restore(cell, marks >> 1, count);
        }
        windows.fire(readTime(in));
        windows.drop(readTime(in));
        windows.early(readTime(in));
        return windows;
    }

    private String prefix() {
        return "windows " + kind + " of ";
    }

    private static void writeTime(long time, DataOutput out) throws IOException {
        out.writeBoolean(time != Due.NEVER);
        if (time != Due.NEVER) {
            Wire.writeSigned(out, time);
        }
    }

    private static long readTime(DataInput in) throws IOException {
        return in.readBoolean() ? Wire.readSigned(in) : Due.NEVER;
    }
}
