package io.sakia.streaming.graph;

import io.sakia.plan.Origin;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.io.Serializable;
import java.time.Duration;

/**
 * A sliding window of batches.
 *
 * @param length how far back it reaches, in milliseconds
 * @param slide how often it puts out, in milliseconds
 */
public record WindowSpec(long length, long slide) implements Serializable {
    /**
     * Checks a window against the batches and the slide of its input.
     *
     * @throws IllegalArgumentException when length or slide is no multiple of what comes in
     */
    public static WindowSpec of(
            Origin origin, Duration length, Duration slide, BatchInterval interval, long inputSlide) {
        long unit = inputSlide > 0
                ? inputSlide
                : interval instanceof BatchInterval.Fixed fixed
                        ? fixed.duration().toMillis()
                        : 1;
        check(origin, "length", length, unit);
        check(origin, "slide", slide, unit);
        return new WindowSpec(length.toMillis(), slide.toMillis());
    }

    /** The length of the panes into which the window falls: the largest duration of which length and slide are multiples. */
    public long pane() {
        long a = length;
        long b = slide;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    /** As {@code window of 30s every 10s}. */
    public String note() {
        return "window of " + Durations.text(Duration.ofMillis(length)) + " every "
                + Durations.text(Duration.ofMillis(slide));
    }

    private static void check(Origin origin, String what, Duration duration, long unit) {
        if (duration.toMillis() < 1 || duration.toMillis() % unit != 0) {
            throw new IllegalArgumentException(origin + ": the window's " + what + " " + Durations.text(duration)
                    + " must be a multiple of the interval at which its input comes, "
                    + Durations.text(Duration.ofMillis(unit)));
        }
    }
}
