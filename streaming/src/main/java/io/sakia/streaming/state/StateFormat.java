package io.sakia.streaming.state;

import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.UnknownTypeException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of keys, states or parts of states is stored. It has a name, which is stored with the values, so that what a program
 * stored in one way is never read in another.
 *
 * <pre>{@code
 * StateFormat.any(codecs)                          // "any": values of any known class, each with its class
 * StateFormat.declared(codecs, Visit.class)        // "com.acme.Visit": all of one type
 * StateFormat.panes(StateFormat.any(codecs))       // "panes of any"
 * }</pre>
 *
 * <p>Used by one thread at a time.
 *
 * @param <S> the values; never null
 */
public interface StateFormat<S> {
    /** Says how values are stored. */
    String name();

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

    /** The format that reads what was stored under a name, and gives what this one stores; null if there is none. */
    default @Nullable StateFormat<S> reading(String stored) {
        return stored.equals(name()) ? this : null;
    }

    /** Values of any known class, which is stored with each. */
    static <S> StateFormat<S> any(Codecs codecs) {
        return CodecFormat.any(codecs, Object.class);
    }

    /** Values of a declared type. Reads what was stored without it, too. */
    static <S> StateFormat<S> declared(Codecs codecs, Class<S> type) {
        return CodecFormat.declared(codecs, type);
    }

    /** Panes of partial aggregates, with their totals as they are. */
    static <A extends @Nullable Object> StateFormat<Panes<A>> panes(StateFormat<A> partials) {
        return new PanesFormat<>(partials);
    }
}
