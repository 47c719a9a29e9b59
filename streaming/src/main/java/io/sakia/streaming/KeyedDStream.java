package io.sakia.streaming;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.connector.EventTime;
import io.sakia.plan.Origin;
import io.sakia.plan.UserApi;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.window.WindowsOn;

/**
 * A stream whose records have keys, for what works by key and by event time.
 *
 * <pre>{@code
 * clicks.eventTime(Click::at, Durations.seconds(5))
 *         .keyed(Click::user)
 *         .window(Windows.sliding(Durations.minutes(10), Durations.minutes(1)).on(Click::at))
 *         .count()
 *         .print();
 * }</pre>
 *
 * @param <K> the keys
 * @param <T> the records
 */
@UserApi
public final class KeyedDStream<K, T> {
    private final StreamingContext context;
    private final Operator<Pair<K, T>> pairs;

    KeyedDStream(StreamingContext context, Operator<Pair<K, T>> pairs) {
        this.context = context;
        this.pairs = pairs;
    }

    /** The context that this stream belongs to. */
    public StreamingContext context() {
        return context;
    }

    /**
     * The records of each key in windows, of which something is to be made: {@code [a1, b2] [a7] [a12]}, each a key and a time, in tumbling windows
     * of 5 and counted, gives {@code [] [] [a [0, 5) 1, b [0, 5) 1]} and, once all has ended, {@code [a [5, 10) 1, a [10, 15) 1]}.
     *
     * <p>Windows of event time end when the stream's watermark has reached their end, so they need one: from {@link DStream#eventTime}, or, where there is
     * none, from what {@code windows} says of a record's time.
     *
     * @throws IllegalArgumentException if a {@linkplain WindowsOn#lateness lateness} is given and the stream has event time already, and for windows from
     *     which nothing would ever come
     */
    public KeyedWindows<K, T> window(WindowsOn<? super T> windows) {
        return window(context.define("window"), windows, new HashPartitioner(context.defaultParallelism()));
    }

    KeyedWindows<K, T> window(Origin origin, WindowsOn<? super T> windows, HashPartitioner partitioner) {
        return KeyedWindows.of(context, origin, pairs, windows, partitioner);
    }

    /**
     * The records of this stream and of another one that have one key and are close in time, of which something is to be made:
     *
     * <pre>{@code
     * orders.keyed(Order::id)
     *         .join(payments.keyed(Payment::order))
     *         .within(Duration.ZERO, Durations.minutes(10))
     *         .on(Order::at, Payment::at)
     *         .inner()
     * }</pre>
     *
     * <p>Within 2 before and 2 after, {@code [a1] [a9]} and {@code [] [a2, a8]} give {@code [] [(a, (1, 2)), (a, (9, 8))]}.
     */
    public <U> TimedJoin<K, T, U> join(KeyedDStream<K, U> other) {
        Origin origin = context.define("join");
        if (other.context != context) {
            throw new IllegalArgumentException(
                    origin + " puts together streams of two contexts: define both on one StreamingContext");
        }
        return new TimedJoin<>(context, pairs, other.pairs);
    }

    /** The same time, of the values of pairs. */
    static <K, X> EventTime<Pair<K, X>> ofValues(EventTime<X> time) {
        EventTime.Millis<X> millis = time.millis();
        return new EventTime<>(pair -> millis.of(pair.value()), time.lateness(), time.idleAfter());
    }
}
