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
 * How the records of a key are stored that wait for others.
 *
 * <pre>
 *   side    count, (time as what it differs from the last one, whether it has met another, record) …
 *   sides   left, right, when they are due
 * </pre>
 */
record JoinSidesFormat(StateFormat<Object> records) implements StateFormat<JoinSides> {
    private static final String PREFIX = "joined ";

    @Override
    public String form() {
        return PREFIX + records.form();
    }

    @Override
    public Shape shape() {
        return records.shape();
    }

    @Override
    public @Nullable Class<?> declared() {
        return records.declared();
    }

    @Override
    public void require(JoinSides value) {
        require(value.left());
        require(value.right());
    }

    private void require(JoinSide side) {
        if (side.size() > 0) {
            records.require(side.record(side.size() - 1));
        }
    }

    @Override
    public @Nullable StateFormat<JoinSides> reading(String storedForm, Shape stored, ReadingCodecs codecs)
            throws ShapeMismatchException {
        StateFormat<Object> inner = storedForm.startsWith(PREFIX)
                ? records.reading(storedForm.substring(PREFIX.length()), stored, codecs)
                : null;
        return inner == null ? null : new JoinSidesFormat(inner);
    }

    @Override
    public void write(JoinSides value, DataOutput out) throws IOException {
        write(value.left(), out);
        write(value.right(), out);
        out.writeBoolean(value.eventDue() != Due.NEVER);
        if (value.eventDue() != Due.NEVER) {
            Wire.writeSigned(out, value.eventDue());
        }
    }

    private void write(JoinSide side, DataOutput out) throws IOException {
        Wire.writeUnsigned(out, side.size());
        long last = 0;
        for (int place = 0; place < side.size(); place++) {
            Wire.writeSigned(out, side.time(place) - last);
            last = side.time(place);
            out.writeBoolean(side.isMatched(place));
            records.write(side.record(place), out);
        }
    }

    @Override
    public JoinSides read(DataInput in) throws IOException {
        JoinSide left = readSide(in);
        JoinSide right = readSide(in);
        return new JoinSides(left, right, in.readBoolean() ? Wire.readSigned(in) : Due.NEVER);
    }

    private JoinSide readSide(DataInput in) throws IOException {
        int size = Wire.readLength(in);
        JoinSide side = new JoinSide();
        long last = 0;
        for (int place = 0; place < size; place++) {
            last += Wire.readSigned(in);
            boolean matched = in.readBoolean();
            side.add(last, records.read(in), matched);
        }
        return side;
    }
}
