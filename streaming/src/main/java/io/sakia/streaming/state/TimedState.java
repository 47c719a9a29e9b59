package io.sakia.streaming.state;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of one key, with timers: when a timer's time has come, a function is called for the key, though no record may come for it. Timers
 * are kept with the state, and are part of all that holds for it: they survive restarts, and count only if the batch's step succeeds.
 *
 * <pre>{@code
 * sessions.mapWithState(Visit.class,
 *         (user, click, visit) -> {
 *             visit.update(visit.getOption().orElse(Visit.NEW).and(click));
 *             visit.clearTimers();
 *             visit.setEventTimer(click.at().plusSeconds(1800));
 *             return List.of();
 *         },
 *         (user, timer, visit) -> {
 *             Visit all = visit.get();
 *             visit.remove();
 *             return List.of(all);
 *         });
 * }</pre>
 *
 * <p>A key has any number of timers, one for each time and kind; setting one again changes nothing. A timer goes when it has come up. A key may
 * have timers and no state; removing the state leaves them.
 */
public interface TimedState<S> extends State<S> {
    /** The time of the batch. */
    Instant now();

    /**
     * The event time that the watermark has passed when this batch has been taken: no record before it is expected any more, and event timers up
     * to it come up. Empty where it is not known yet, and where the stream has no event time.
     */
    Optional<Instant> watermark();

    /**
     * Sets a timer by the clock: it comes up in the first batch that is not earlier. Time in which nobody ran the stream does not count: the
     * timer comes so much later.
     *
     * @throws IllegalArgumentException while timers come up, for a time that is not after that of the one which does
     */
    void setTimer(Instant time);

    /**
     * Sets a timer by event time: it comes up when the stream's watermark has reached it, at the end of this batch if it has already.
     *
     * @throws IllegalStateException if the stream has no event time
     * @throws IllegalArgumentException while event timers come up, for a time that is not after that of the one which does
     */
    void setEventTimer(Instant time);

    /** Takes away the timer by the clock of that time, if there is one. */
    void clearTimer(Instant time);

    /** Takes away the timer by event time of that time, if there is one. */
    void clearEventTimer(Instant time);

    /** Takes away all timers of the key. */
    void clearTimers();
}
