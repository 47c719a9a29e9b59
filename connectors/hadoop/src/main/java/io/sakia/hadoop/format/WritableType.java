package io.sakia.hadoop.format;

import java.io.Serializable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.DoubleWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;

/**
 * How a program's values are Hadoop's {@link Writable}s, of which sequence files are made.
 *
 * <pre>{@code WritableType.text(); WritableType.longs(); WritableType.of(Point.class, PointWritable::new, …) }</pre>
 *
 * @param <T> the program's values
 */
public final class WritableType<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Makes something; it travels to tasks. */
    @FunctionalInterface
    public interface Making<W> extends Supplier<W>, Serializable {}

    /** Makes one of another; it travels to tasks. */
    @FunctionalInterface
    public interface Turning<A, B> extends Function<A, B>, Serializable {}

    private final Class<? extends Writable> type;
    private final Making<? extends Writable> making;
    private final Turning<T, Writable> to;
    private final Turning<Writable, T> from;

    private WritableType(
            Class<? extends Writable> type,
            Making<? extends Writable> making,
            Turning<T, Writable> to,
            Turning<Writable, T> from) {
        this.type = type;
        this.making = making;
        this.to = to;
        this.from = from;
    }

    /**
     * Those of any class.
     *
     * @param making makes one to be filled
     */
    public static <T, W extends Writable> WritableType<T> of(
            Class<W> type, Making<W> making, Turning<T, W> to, Turning<W, T> from) {
        return new WritableType<>(type, making, to::apply, writable -> from.apply(type.cast(writable)));
    }

    /** Texts. */
    public static WritableType<String> text() {
        return of(Text.class, Text::new, Text::new, Text::toString);
    }

    /** Whole numbers of 64 bits. */
    public static WritableType<Long> longs() {
        return of(LongWritable.class, LongWritable::new, LongWritable::new, LongWritable::get);
    }

    /** Whole numbers of 32 bits. */
    public static WritableType<Integer> integers() {
        return of(IntWritable.class, IntWritable::new, IntWritable::new, IntWritable::get);
    }

    /** Numbers. */
    public static WritableType<Double> doubles() {
        return of(DoubleWritable.class, DoubleWritable::new, DoubleWritable::new, DoubleWritable::get);
    }

    /** Bytes. */
    public static WritableType<byte[]> bytes() {
        return of(BytesWritable.class, BytesWritable::new, BytesWritable::new, BytesWritable::copyBytes);
    }

    /** Nothing: what stands there is an empty text to the program. */
    public static WritableType<String> nothing() {
        return of(NullWritable.class, NullWritable::get, text -> NullWritable.get(), writable -> "");
    }

    /** Hadoop's class. */
    Class<? extends Writable> type() {
        return type;
    }

    Writable make() {
        return making.get();
    }

    Writable to(T value) {
        return to.apply(value);
    }

    T from(Writable writable) {
        return from.apply(writable);
    }
}
