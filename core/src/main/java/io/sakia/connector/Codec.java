package io.sakia.connector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How values of one type are stored, copied and hashed. Codecs hold no user code beyond a record's constructor, so what was
 * stored can be read without executing anything that the store's bytes choose.
 *
 * <pre>{@code
 * Codec<Click> codec = codecs.of(Click.class); // a record: its components' codecs
 * codec.write(click, out);
 * Click same = codec.read(in);
 * }</pre>
 *
 * @param <T> the values; never null
 */
public interface Codec<T> {
    /** The type that is stored. */
    Class<T> type();

    /** Writes a value. */
    void write(T value, DataOutput out) throws IOException;

    /** Reads a value that {@link #write} wrote; an {@link IOException} that says what is wrong otherwise. */
    T read(DataInput in) throws IOException;

    /**
     * A hash of 64 well-mixed bits that is the same in every run, on every machine and for equal values; it decides the key
     * group. It never comes from {@link Object#hashCode} unless that is specified to the bit, as String's is.
     */
    long hash(T value);

    /** A value that shares nothing changeable with this one: the value itself where it can't change. */
    T copy(T value);
}
