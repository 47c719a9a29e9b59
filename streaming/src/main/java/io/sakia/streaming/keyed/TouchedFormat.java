package io.sakia.streaming.keyed;

import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.ShapeMismatchException;
import io.sakia.streaming.state.StateFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How states are stored whose keys time out: the time, and the state by its own format. */
record TouchedFormat<S>(StateFormat<S> states) implements StateFormat<Touched<S>> {
    private static final String PREFIX = "touched ";

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
    public void write(Touched<S> value, DataOutput out) throws IOException {
        out.writeLong(value.at());
        states.write(value.state(), out);
    }

    @Override
    public Touched<S> read(DataInput in) throws IOException {
        long at = in.readLong();
        return new Touched<>(states.read(in), at);
    }

    @Override
    public void require(Touched<S> value) {
        states.require(value.state());
    }

    @Override
    public @Nullable StateFormat<Touched<S>> reading(String storedForm, Shape stored, ReadingCodecs codecs)
            throws ShapeMismatchException {
        StateFormat<S> inner = storedForm.startsWith(PREFIX)
                ? states.reading(storedForm.substring(PREFIX.length()), stored, codecs)
                : null;
        return inner == null ? null : new TouchedFormat<>(inner);
    }
}
