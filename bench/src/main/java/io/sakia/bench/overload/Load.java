package io.sakia.bench.overload;

import java.util.ArrayList;
import java.util.List;

/** How many lines have been offered at a time: a rate that changes in steps. Thread-safe. */
final class Load {
    private static final double SECOND = 1e9;

    /** From a moment on, so many lines a second. */
    private record Step(long from, double perSecond) {}

    private final List<Step> steps = new ArrayList<>();
    private long base;

    /** From a moment on, which is later than those before, so many lines a second are offered. */
    synchronized void change(long nanos, double perSecond) {
        steps.add(new Step(nanos, perSecond));
    }

    /** How many lines were offered until a moment. */
    synchronized long offered(long nanos) {
        double lines = base;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            long end = i + 1 < steps.size() ? Math.min(nanos, steps.get(i + 1).from) : nanos;
            lines += Math.max(0, end - step.from) / SECOND * step.perSecond;
        }
        return (long) lines;
    }

    /** Forgets what was offered: from a moment on there are so many lines, and so many more a second. */
    synchronized void restart(long nanos, long lines, double perSecond) {
        steps.clear();
        base = lines;
        steps.add(new Step(nanos, perSecond));
    }
}
