package io.sakia.streaming.batch;

import io.sakia.connector.Source;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.rate.RateControl;
import io.sakia.streaming.rate.RateSettings;
import io.sakia.streaming.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * How much each input of a graph may give to a batch. Measures from the begin of one batch, before its inputs are asked, to its end, with all that
 * the loop waited for: storing states, and the end of the epoch before. So a slow sink slows the sources.
 *
 * <pre>
 *   begin ── limit of each input ── planned ── batch ── end of an epoch ──► end: what was taken, and how long it took
 * </pre>
 */
final class Rates {
    private static final long MILLI = 1_000_000;

    private final List<InputOperator<?>> inputs;
    private final RateControl control;
    private final Clock clock;
    private final int parallelism;
    private final long delay;
    private final List<HeldBack> heldBack = new ArrayList<>();
    private long begun;
    private boolean draining;

    /** Rates of a graph's inputs. */
    Rates(List<InputOperator<?>> inputs, RateSettings settings, Clock clock, int parallelism) {
        this.inputs = inputs;
        this.control = new RateControl(settings, inputs.size());
        this.clock = clock;
        this.parallelism = parallelism;
        this.delay = settings.delayNanos();
        inputs.forEach(input -> heldBack.add(new HeldBack(input)));
    }

    /** How many ranges of an input are worth while. */
    int parallelism() {
        return parallelism;
    }

    /** From now on what is left is taken, however many records a second that is. */
    void drain() {
        draining = true;
    }

    /**
     * A batch begins.
     *
     * @param time in milliseconds the time of its tick
     */
    void begin(long time) {
        begun = clock.nanos();
        if (draining) {
            control.planRest();
        } else {
            control.plan(begun, Math.max(0, clock.millis() - time) * MILLI);
        }
    }

    /** A batch begins that has its shares already. */
    void again() {
        begun = clock.nanos();
    }

    /** How much an input may give to the batch that begins, by its number in the graph. */
    Source.Limit limit(int input) {
        return new Source.Limit(control.records(input), control.bytes(input), parallelism);
    }

    /** The batch is over. */
    void end() {
        for (int i = 0; i < inputs.size(); i++) {
            InputOperator<?> input = inputs.get(i);
            control.took(i, input.records(), input.bytes());
        }
        long took = clock.nanos() - begun;
        for (int i = 0; i < inputs.size(); i++) {
            heldBack.get(i).note(control.isHeldBack(i), control.records(i), took, delay);
        }
        control.done(took);
    }

    /** In milliseconds when to look at the inputs again because one had to wait for its highest rate; {@link Long#MAX_VALUE} for no reason. */
    long due() {
        long wait = 0;
        for (int i = 0; i < inputs.size(); i++) {
            long its = control.untilRoom(i);
            wait = wait == 0 || (its > 0 && its < wait) ? its : wait;
        }
        return wait == 0 ? Long.MAX_VALUE : clock.millis() + (wait + MILLI - 1) / MILLI;
    }
}
