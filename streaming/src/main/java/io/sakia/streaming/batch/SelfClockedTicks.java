package io.sakia.streaming.batch;

import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ticks when there are data, where a window's slide ends, and where keys time out. A batch at or after the end of a slide gets that end as its time, so
 * that windows close where they should. A slide holds its end and not its begin: what comes after a batch that ended one gets a later
 * time, even within the same millisecond, or it would belong to a window that was put out already. So does what is there at the start.
 */
final class SelfClockedTicks implements Ticks {
    private final Clock clock;
    private final Alarm alarm;
    private final long[] slides;
    private final List<StatefulOperator<?>> stateful;
    private final long poll;
    private final long zero;

    /** Ticks of a stream that starts now. */
    SelfClockedTicks(Clock clock, Alarm alarm, StreamGraph graph) {
        this(clock, alarm, graph, clock.millis());
    }

    /** Ticks of a stream that began at a time. */
    SelfClockedTicks(Clock clock, Alarm alarm, StreamGraph graph, long zero) {
        this.clock = clock;
        this.alarm = alarm;
        this.slides = graph.slides();
        this.stateful = graph.stateful();
        this.poll = graph.inputs().stream()
                .mapToLong(input -> input.pollInterval())
                .filter(interval -> interval > 0)
                .min()
                .orElse(0);
        this.zero = zero;
    }

    @Override
    public long zero() {
        return zero;
    }

    @Override
    public @Nullable Tick await(@Nullable Batch last, boolean found, boolean draining, long wake)
            throws InterruptedException {
        long previous = last == null ? zero : last.time().milliseconds();
        if (!found && !draining) {
            long deadline = poll == 0 ? Long.MAX_VALUE : clock.millis() + poll;
            for (long slide : slides) {
                deadline = Math.min(deadline, boundary(previous, slide) + slide);
            }
            deadline = Math.min(Math.min(deadline, due(previous)), wake);
            clock.await(alarm, deadline);
        }
        long now = Math.max(endsSlide(previous) ? previous + 1 : previous, clock.millis());
        long reached = previous;
        for (long slide : slides) {
            reached = Math.max(reached, boundary(now, slide));
        }
        return reached > previous ? new Tick(reached, true) : new Tick(now, now >= due(previous));
    }

    /** When the next keys time out; not before the last batch, which has let go of all that were due. */
    private long due(long previous) {
        long due = StatefulOperator.NEVER;
        for (StatefulOperator<?> operator : stateful) {
            if (operator.due() > previous) {
                due = Math.min(due, operator.due());
            }
        }
        return due;
    }

    private boolean endsSlide(long time) {
        for (long slide : slides) {
            if (boundary(time, slide) == time) {
                return true;
            }
        }
        return false;
    }

    private long boundary(long time, long slide) {
        return zero + Math.floorDiv(time - zero, slide) * slide;
    }
}
