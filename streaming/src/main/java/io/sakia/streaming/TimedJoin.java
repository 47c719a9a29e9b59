package io.sakia.streaming;

import io.sakia.Accumulator;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.connector.EventTime;
import io.sakia.plan.Origin;
import io.sakia.plan.UserApi;
import io.sakia.streaming.graph.EventTimeOperator;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.keyed.JoinBounds;
import io.sakia.streaming.window.WindowKind;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two streams whose records are to be put together where they have one key and are close in time.
 *
 * <pre>{@code
 * orders.keyed(Order::id)
 *         .join(payments.keyed(Payment::order))
 *         .within(Duration.ZERO, Durations.minutes(10)) // a payment comes with its order, or up to ten minutes after it
 *         .on(Order::at, Payment::at)
 *         .left()
 * }</pre>
 *
 * Never changes; each method gives another one.
 *
 * @param <K> the keys
 * @param <T> the records of the left stream
 * @param <U> the records of the right stream
 */
@UserApi
public final class TimedJoin<K, T, U> {
    private final StreamingContext context;
    private final Operator<Pair<K, T>> left;
    private final Operator<Pair<K, U>> right;
    private final long before;
    private final long after;
    private final @Nullable EventTime<T> leftTime;
    private final @Nullable EventTime<U> rightTime;

    TimedJoin(StreamingContext context, Operator<Pair<K, T>> left, Operator<Pair<K, U>> right) {
        this(context, left, right, 0, 0, null, null);
    }

    private TimedJoin(
            StreamingContext context,
            Operator<Pair<K, T>> left,
            Operator<Pair<K, U>> right,
            long before,
            long after,
            @Nullable EventTime<T> leftTime,
            @Nullable EventTime<U> rightTime) {
        this.context = context;
        this.left = left;
        this.right = right;
        this.before = before;
        this.after = after;
        this.leftTime = leftTime;
        this.rightTime = rightTime;
    }

    /**
     * The same for a right record that is at most {@code maxBefore} earlier and at most {@code maxAfter} later than the left one, both included;
     * without this, only records of the same time belong together.
     *
     * @throws IllegalArgumentException if either is negative
     */
    public TimedJoin<K, T, U> within(Duration maxBefore, Duration maxAfter) {
        Origin origin = context.define("within");
        return new TimedJoin<>(
                context, left, right, bound(origin, maxBefore), bound(origin, maxAfter), leftTime, rightTime);
    }

    /** The same, told where the time of a record stands in either stream. A stream without event time gets it so, with records in order. */
    public TimedJoin<K, T, U> on(EventTime.Moment<T> ofLeft, EventTime.Moment<U> ofRight) {
        context.define("on");
        return new TimedJoin<>(context, left, right, before, after, EventTime.of(ofLeft), EventTime.of(ofRight));
    }

    /** As {@link #on}, in milliseconds since 1970. */
    public TimedJoin<K, T, U> onMillis(EventTime.Millis<T> ofLeft, EventTime.Millis<U> ofRight) {
        context.define("onMillis");
        return new TimedJoin<>(
                context, left, right, before, after, EventTime.ofMillis(ofLeft), EventTime.ofMillis(ofRight));
    }

    /**
     * Each two records that belong together, with the later one of them: {@code [a1] [a9]} and {@code [] [a2, a8]} within 2 before and 2 after give
     * {@code [] [(a, (1, 2)), (a, (9, 8))]}.
     */
    public JoinedDStream<K, T, U, Pair<T, U>> inner() {
        return joined(context.define("inner"), false, false);
    }

    /**
     * As {@link #inner}, and each left record that met none, when the watermark says that none can come any more: {@code [a1] [a9] []} and
     * {@code [] [a8] []} within 2 before and 2 after give {@code [] [(a, (9, 8))] [(a, (1, empty))]}.
     */
    public JoinedDStream<K, T, U, Pair<T, Optional<U>>> left() {
        return joined(context.define("left"), true, false);
    }

    /** As {@link #inner}, and each right record that met none, likewise. */
    public JoinedDStream<K, T, U, Pair<Optional<T>, U>> right() {
        return joined(context.define("right"), false, true);
    }

    /** As {@link #inner}, and each record of either that met none, likewise. */
    public JoinedDStream<K, T, U, Pair<Optional<T>, Optional<U>>> full() {
        return joined(context.define("full"), true, true);
    }

    private <R> JoinedDStream<K, T, U, R> joined(Origin origin, boolean keepsLeft, boolean keepsRight) {
        EventTime<T> ofLeft = leftTime;
        EventTime<U> ofRight = rightTime;
        if (ofLeft == null || ofRight == null) {
            throw new IllegalArgumentException(origin
                    + " does not know the times of records: say where they stand, as in .on(Order::at, Payment::at)");
        }
        Accumulator<Long, Long> late = context.counter("late records of " + origin);
        JoinBounds<T, U> bounds =
                new JoinBounds<>(before, after, ofLeft.millis(), ofRight.millis(), keepsLeft, keepsRight);
        return new JoinedDStream<>(
                context,
                context.keyed()
                        .join(
                                origin,
                                timed(origin, left, ofLeft),
                                timed(origin, right, ofRight),
                                new HashPartitioner(context.defaultParallelism()),
                                bounds,
                                late),
                late);
    }

    private <X> Operator<Pair<K, X>> timed(Origin origin, Operator<Pair<K, X>> pairs, EventTime<X> time) {
        if (!pairs.eventClocks().isEmpty()) {
            return pairs;
        }
        return context.defined(EventTimeOperator.implied(origin, pairs, KeyedDStream.ofValues(time)));
    }

    private static long bound(Origin origin, Duration bound) {
        long millis = bound.toMillis();
        if (millis < 0 || millis > WindowKind.LARGEST) {
            throw new IllegalArgumentException(
                    origin + " can't reach " + bound + " far: give how much earlier and how much later, 0 or more");
        }
        return millis;
    }
}
