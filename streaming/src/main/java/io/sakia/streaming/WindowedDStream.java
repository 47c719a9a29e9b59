package io.sakia.streaming;

import io.sakia.Accumulator;
import io.sakia.plan.Origin;
import io.sakia.plan.UserApi;
import io.sakia.streaming.keyed.WindowedResults;
import io.sakia.streaming.window.Windowed;

/**
 * What came of windows, with the records that were too late for them.
 *
 * @param <K> the keys
 * @param <T> the records that came in
 * @param <R> what was made of each window
 */
@UserApi
public final class WindowedDStream<K, T, R> extends DStream<Windowed<K, R>> {
    private final WindowedResults<K, T> windowed;
    private final Accumulator<Long, Long> late;

    WindowedDStream(StreamingContext context, WindowedResults<K, T> windowed, Accumulator<Long, Long> late) {
        super(context, windowed.results());
        this.windowed = windowed;
        this.late = late;
    }

    @Override
    public WindowedDStream<K, T, R> named(String name) {
        super.named(name);
        return this;
    }

    /**
     * The records that no window takes any more, in the batch in which they came: in windows of 5, {@code [a1] [a9] [] [a2]} gives
     * {@code [] [] [] [a2]}, as the watermark was 9 when a2 came.
     */
    public DStream<T> late() {
        Origin origin = context().define("late");
        return new DStream<>(context(), windowed.late(origin));
    }

    /** How many such records there were so far. */
    public long lateCount() {
        return late.value();
    }
}
