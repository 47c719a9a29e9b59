package io.sakia.streaming.keyed;

import io.sakia.function.NotNull;
import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.TimedState;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key's state with timers during one call of a function, which changes a {@link Timed} of its own. */
final class KeyTimers<S> implements TimedState<S> {
    private static final long NONE = Long.MIN_VALUE;

    private final StateFunction.Scope scope;
    private final boolean hasEventTime;
    private final StateCopier<S> copier;
    private final Object key;
    private Timed<S> kept;
    private boolean changed;
    private long eventFired = NONE;
    private long runningFired = NONE;

    /**
     * For a pair.
     *
     * @param before what the key has, or null for nothing
     */
    KeyTimers(
            StateFunction.Scope scope,
            boolean hasEventTime,
            StateCopier<S> copier,
            Object key,
            @Nullable Timed<S> before) {
        this.scope = scope;
        this.hasEventTime = hasEventTime;
        this.copier = copier;
        this.key = key;
        this.kept = before == null ? Timed.empty() : before;
    }

    /** For the first event timer, which it takes away. */
    static <S> KeyTimers<S> atEvent(
            StateFunction.Scope scope, boolean hasEventTime, StateCopier<S> copier, Object key, Timed<S> before) {
        KeyTimers<S> timers = new KeyTimers<>(scope, hasEventTime, copier, key, before);
        timers.eventFired = before.eventDue();
        timers.change(before.withEventTimes(Times.without(before.eventTimes(), timers.eventFired)));
        return timers;
    }

    /** For the first timer by the clock, which it takes away. */
    static <S> KeyTimers<S> atRunning(
            StateFunction.Scope scope, boolean hasEventTime, StateCopier<S> copier, Object key, Timed<S> before) {
        KeyTimers<S> timers = new KeyTimers<>(scope, hasEventTime, copier, key, before);
        timers.runningFired = before.runningDue();
        timers.change(before.withRunningTimes(Times.without(before.runningTimes(), timers.runningFired)));
        return timers;
    }

    /** What the key has now. */
    Timed<S> kept() {
        return kept;
    }

    /** Whether that is something else than before. */
    boolean isChanged() {
        return changed;
    }

    @Override
    public boolean exists() {
        return kept.state() != null;
    }

    @Override
    public S get() {
        S state = kept.state();
        if (state == null) {
            throw new NoSuchElementException("key " + key + " has no state yet; ask exists(), or use getOption()");
        }
        return copier.copy(state);
    }

    @Override
    public Optional<S> getOption() {
        S state = kept.state();
        return state == null ? Optional.empty() : Optional.of(copier.copy(state));
    }

    @Override
    public void update(S newState) {
        change(kept.withState(copier.copy(NotNull.given(newState))));
    }

    @Override
    public void remove() {
        if (kept.state() != null) {
            change(kept.withState(null));
        }
    }

    @Override
    public boolean isTimingOut() {
        return false;
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(scope.batch().time().milliseconds());
    }

    @Override
    public Optional<Instant> watermark() {
        long now = scope.watermarks().now();
        return now == Watermarks.NONE.now() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(now));
    }

    @Override
    public void setTimer(Instant time) {
        long at = time.toEpochMilli() - scope.batch().paused();
        requireLater(at, runningFired, time);
        change(kept.withRunningTimes(Times.with(kept.runningTimes(), at)));
    }

    @Override
    public void setEventTimer(Instant time) {
        if (!hasEventTime) {
            throw new IllegalStateException("key " + key + " can't have a timer at the event time " + time
                    + ", for the stream has none: declare it by stream.eventTime(…) above " + scope.origin()
                    + ", or set a timer by the clock with setTimer");
        }
        long at = time.toEpochMilli();
        requireLater(at, eventFired, time);
        boolean isOver = eventFired != NONE && scope.watermarks().now() == Long.MAX_VALUE;
        if (!isOver) { // at the end of time there is none left in which it could come up
            change(kept.withEventTimes(Times.with(kept.eventTimes(), at)));
        }
    }

    @Override
    public void clearTimer(Instant time) {
        change(kept.withRunningTimes(Times.without(
                kept.runningTimes(), time.toEpochMilli() - scope.batch().paused())));
    }

    @Override
    public void clearEventTimer(Instant time) {
        change(kept.withEventTimes(Times.without(kept.eventTimes(), time.toEpochMilli())));
    }

    @Override
    public void clearTimers() {
        change(kept.withEventTimes(Times.NONE).withRunningTimes(Times.NONE));
    }

    @SuppressWarnings("ReferenceEquality") // what gives the same object has changed nothing
    private void change(Timed<S> now) {
        changed |= now != kept;
        kept = now;
    }

    private void requireLater(long at, long fired, Instant time) {
        if (fired != NONE && at <= fired) {
            throw new IllegalArgumentException(
                    "key " + key + " can't get a timer at " + time + " while the one of " + Instant.ofEpochMilli(fired)
                            + " comes up, for it would come up at once and again: set a later one");
        }
    }
}
