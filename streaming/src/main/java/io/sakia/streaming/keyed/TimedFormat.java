package io.sakia.streaming.keyed;

import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.ShapeMismatchException;
import io.sakia.connector.codec.Wire;
import io.sakia.streaming.state.StateFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How states with timers are stored.
 *
 * <pre>
 *   whether there is a state, [state by its own format], event timers, other timers
 *   timers   count, the first time, differences
 * </pre>
 */
record TimedFormat<S>(StateFormat<S> states) implements StateFormat<Timed<S>> {
    private static final String PREFIX = "timed ";

    @Override
    public String form() {
        return PREFIX + states.form();
    }

    @Override
    public Shape shape() {
        return states.shape();
    }

    @Override
    public @Nullable Class<?> declared() {
        return states.declared();
    }

    @Override
    public void write(Timed<S> value, DataOutput out) throws IOException {
        S state = value.state();
        out.writeBoolean(state != null);
        if (state != null) {
            states.write(state, out);
        }
        write(value.eventTimes(), out);
        write(value.runningTimes(), out);
    }

    @Override
    public Timed<S> read(DataInput in) throws IOException {
        S state = in.readBoolean() ? states.read(in) : null;
        return new Timed<>(state, readTimes(in), readTimes(in));
    }

    @Override
    public void require(Timed<S> value) {
        S state = value.state();
        if (state != null) {
            states.require(state);
        }
    }

    @Override
    public @Nullable StateFormat<Timed<S>> reading(String storedForm, Shape stored, ReadingCodecs codecs)
            throws ShapeMismatchException {
        StateFormat<S> inner = storedForm.startsWith(PREFIX)
                ? states.reading(storedForm.substring(PREFIX.length()), stored, codecs)
                : null;
        return inner == null ? null : new TimedFormat<>(inner);
    }

    private static void write(long[] times, DataOutput out) throws IOException {
        Wire.writeUnsigned(out, times.length);
        long last = 0;
        for (long time : times) {
            Wire.writeSigned(out, time - last);
            last = time;
        }
    }

    private static long[] readTimes(DataInput in) throws IOException {
        int count = Wire.readLength(in);
        long[] times = Times.NONE;
        long last = 0;
        for (int i = 0; i < count; i++) {
            last += Wire.readSigned(in);
            times = Times.with(times, last);
        }
        return times;
    }
}
