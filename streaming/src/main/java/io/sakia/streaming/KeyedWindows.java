package io.sakia.streaming;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.connector.EventTime;
import io.sakia.function.Function2;
import io.sakia.function.Function3;
import io.sakia.plan.Origin;
import io.sakia.plan.UserApi;
import io.sakia.streaming.graph.EventTimeOperator;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.window.Window;
import io.sakia.streaming.window.WindowKind;
import io.sakia.streaming.window.WindowsOn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of each key in windows, of which something is to be made. Examples have records of a key and a time in tumbling windows of 5; the
 * watermark reaches 5 in the third batch.
 *
 * @param <K> the keys
 * @param <T> the records
 */
@UserApi
public final class KeyedWindows<K, T> {
    private final StreamingContext context;
    private final Operator<Pair<K, T>> pairs;
    private final WindowsOn<T> windows;
    private final HashPartitioner partitioner;

    private KeyedWindows(
            StreamingContext context, Operator<Pair<K, T>> pairs, WindowsOn<T> windows, HashPartitioner partitioner) {
        this.context = context;
        this.pairs = pairs;
        this.windows = windows;
        this.partitioner = partitioner;
    }

    @SuppressWarnings("unchecked") // windows only read records
    static <K, T> KeyedWindows<K, T> of(
            StreamingContext context,
            Origin origin,
            Operator<Pair<K, T>> pairs,
            WindowsOn<? super T> windows,
            HashPartitioner partitioner) {
        WindowsOn<T> given = (WindowsOn<T>) windows;
        boolean hasEventTime = !pairs.eventClocks().isEmpty();
        if (hasEventTime && given.lateness().isPresent()) {
            throw new IllegalArgumentException(
                    origin + " gives a lateness of " + given.lateness().get()
                            + " to a stream that has event time from above: give it there, by eventTime(…), and leave it out here");
        }
        boolean isEarly = given.earlyMillis() > 0 || given.earlyRecords() > 0;
        if (given.kind() instanceof WindowKind.Global && !hasEventTime && !isEarly) {
            throw new IllegalArgumentException(origin
                    + " has one window without early results, over a stream without event time, so nothing would ever come out of"
                    + " it: add early(…) or earlyEvery(…), or eventTime(…) above");
        }
        Operator<Pair<K, T>> timed = pairs;
        if (!hasEventTime && given.time().isPresent()) {
            timed = context.defined(EventTimeOperator.implied(
                    origin, pairs, KeyedDStream.ofValues(given.time().get())));
        }
        return new KeyedWindows<>(context, timed, given, partitioner);
    }

    /** What an aggregate makes of each window's records; with a number of records: {@code [a1, b2] [a7] []} gives {@code [] [] [a1, b1]}. */
    public <R> WindowedDStream<K, T, R> aggregate(Aggregate<T, ?, R> aggregate) {
        return windowed(context.define("aggregate"), aggregate, null);
    }

    /** Each window's records put together two by two; with the larger of two: {@code [a1, a2] [a7] []} gives {@code [] [] [a2]}. */
    public WindowedDStream<K, T, T> reduce(Function2<T, T, T> function) {
        return windowed(context.define("reduce"), Aggregate.reduce(function), null);
    }

    /** How many records each window has: {@code [a1, a2] [a7] []} gives {@code [] [] [2]}. */
    public WindowedDStream<K, T, Long> count() {
        return windowed(context.define("count"), new Counting.Each<>(), null);
    }

    /**
     * All records of each window in the order of their times, those of equal ones as they came: {@code [a2, a1] [a7] []} gives {@code [] [] [[a1, a2]]}.
     * The records are kept, so they are of types that can be stored; an aggregate needs less.
     */
    public WindowedDStream<K, T, List<T>> toList() {
        return windowed(context.define("toList"), records(), null);
    }

    /**
     * What a function makes of all records of each window, as {@link #toList} has them: {@code window.apply((user, window, clicks) ->
     * clicks.get(0))}.
     */
    public <R> WindowedDStream<K, T, R> apply(Function3<K, Window, List<T>, R> function) {
        return windowed(context.define("apply"), records(), function);
    }

    private Aggregate<T, ?, List<T>> records() {
        Optional<EventTime<T>> time = windows.time();
        return new InTimeOrder<>(time.isPresent() ? time.get().millis() : null);
    }

    private <R, S> WindowedDStream<K, T, S> windowed(
            Origin origin, Aggregate<T, ?, R> aggregate, @Nullable Function3<K, Window, R, S> finish) {
        Accumulator<Long, Long> late = context.counter("late records of " + origin);
        boolean keepsRecords = aggregate instanceof InTimeOrder<?>;
        return new WindowedDStream<>(
                context,
                context.keyed().windows(origin, pairs, partitioner, windows, aggregate, keepsRecords, finish, late),
                late);
    }
}
