package io.sakia.streaming.state;

import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.ShapeMismatchException;
import io.sakia.connector.codec.UnknownTypeException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of keys or states is stored: a form, which tells how they are put together, and the shape of what they are put together of.
 * Both are stored with the values, so that a program which has come to keep others reads them where that is possible, and refuses them
 * where it is not.
 *
 * <pre>{@code
 *                                               // form            shape
 * StateFormat.any(codecs)                       // value           of any known class, each with its class
 * StateFormat.declared(codecs, Visit.class)     // value           Visit
 * StateFormat.panes(StateFormat.any(codecs), false)  // panes of value, of any known class
 * }</pre>
 *
 * <p>Used by one thread at a time.
 *
 * @param <S> the values; never null
 */
public interface StateFormat<S> {
    /** How values are put together. */
    String form();

    /** The shape of the values, or of what they are put together of. */
    Shape shape();

    /** The type that was declared for them, without which the shape can't be understood; null if there is none. */
    @Nullable
    Class<?> declared();

    /** Writes a value. */
    void write(S value, DataOutput out) throws IOException;

    /** Reads a value that {@link #write} wrote; an {@link IOException} that says what is wrong otherwise. */
    S read(DataInput in) throws IOException;

    /**
     * Refuses a value that could not be stored. Costs next to nothing once a value of its class has come, so what stands inside of later
     * ones is looked at when they are written.
     *
     * @throws UnknownTypeException which says what to register
     */
    void require(S value);

    /**
     * The format that reads what was stored in a form and shape, and gives what this one stores; null if the form is another one.
     *
     * @throws ShapeMismatchException if what had the shape can't be read, with what to do
     */
    @Nullable
    StateFormat<S> reading(String storedForm, Shape stored, ReadingCodecs codecs) throws ShapeMismatchException;

    /** Values of any known class, which is stored with each. */
    static <S> StateFormat<S> any(Codecs codecs) {
        return CodecFormat.any(codecs);
    }

    /** Values of a declared type. Reads what was stored without it, too. */
    static <S> StateFormat<S> declared(Codecs codecs, Class<S> type) {
        return CodecFormat.declared(codecs, type);
    }

    /**
     * Panes of partial aggregates, with their totals as they are; stores hold such states as windows.
     *
     * @param subtracts whether there is an inverse, so that a running total is kept
     */
    static <A extends @Nullable Object> StateFormat<KeyPanes<A>> panes(StateFormat<A> partials, boolean subtracts) {
        return new PanesFormat<>(partials, subtracts, null);
    }

    /**
     * Panes of event time, likewise.
     *
     * @param windows of which kind, for people too
     */
    static <A extends @Nullable Object> StateFormat<KeyPanes<A>> timedPanes(StateFormat<A> partials, String windows) {
        return new PanesFormat<>(partials, false, windows);
    }
}
