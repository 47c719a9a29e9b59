package io.sakia.streaming.time;

import java.time.Duration;

/** When batches begin. */
public sealed interface BatchInterval {
    /** A batch at each multiple of a duration, with or without data. A tick that passes while a batch still runs is skipped. */
    static BatchInterval fixed(Duration duration) {
        return new Fixed(duration);
    }

    /**
     * The next batch begins as soon as the last has ended and there are data, so latency falls to the processing time, and
     * batches grow by themselves under load. It also begins one where a window ends.
     */
    static BatchInterval selfClocked() {
        return new SelfClocked();
    }

    /** Reads a duration ({@link Durations#parse}) or {@code auto} for self-clocked. */
    static BatchInterval parse(String text) {
        String given = text.trim();
        if (given.equals("auto")) {
            return selfClocked();
        }
        Duration duration;
        try {
            duration = Durations.parse(given);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", or auto", e);
        }
        if (duration.isZero()) {
            throw new IllegalArgumentException(
                    "a batch takes at least 1ms, not " + given + "; auto runs one whenever there are data");
        }
        return fixed(duration);
    }

    /**
     * At fixed times.
     *
     * @param duration a whole number of milliseconds, at least 1
     */
    record Fixed(Duration duration) implements BatchInterval {
        /** Refuses what is no whole number of milliseconds. */
        public Fixed {
            if (duration.toMillis() < 1
                    || !Duration.ofMillis(duration.toMillis()).equals(duration)) {
                throw new IllegalArgumentException(
                        "a batch interval is a whole number of milliseconds, at least 1, not " + duration
                                + "; for the lowest latency use BatchInterval.selfClocked()");
            }
        }

        @Override
        public String toString() {
            return "every " + Durations.text(duration);
        }
    }

    /** As data come. */
    record SelfClocked() implements BatchInterval {
        @Override
        public String toString() {
            return "self-clocked";
        }
    }
}
