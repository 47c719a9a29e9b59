package io.sakia.streaming.rate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stream whose batches cost what a test says, under rate control, in simulated time: records come at a rate to each input, a batch begins at each tick
 * that does not pass while another runs, and takes what waits, as far as it may.
 */
final class SimulatedStream {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1000 * MILLI;

    /** What a batch costs, in nanoseconds. */
    @FunctionalInterface
    interface Cost {
        double nanos(int batch, double seconds, long records);
    }

    /** How many records a second come to an input. */
    @FunctionalInterface
    interface Offer {
        double perSecond(double seconds);
    }

    /** A batch, in nanoseconds. */
    record Ran(double second, long delay, long took, long[] records, long[] limits, double[] waiting) {
        long all() {
            return Arrays.stream(records).sum();
        }

        long totalDelay() {
            return delay + took;
        }
    }

    private final long interval;
    private final RateControl control;
    private final Cost cost;
    private final Offer[] offers;
    private final double[] waiting;
    private final List<Ran> batches = new ArrayList<>();
    private long now;
    private long seen;

    SimulatedStream(RateSettings settings, long interval, Cost cost, Offer... offers) {
        this.interval = interval;
        this.control = new RateControl(settings, offers.length);
        this.cost = cost;
        this.offers = offers;
        this.waiting = new double[offers.length];
    }

    RateControl control() {
        return control;
    }

    /** Runs for so long; gives the batches of that time. */
    List<Ran> run(double seconds) {
        int first = batches.size();
        long end = now + (long) (seconds * SECOND);
        while (now < end) {
            long tick = now / interval * interval;
            if (!batches.isEmpty() && now < next()) {
                now = next();
                tick = now;
            }
            batch(tick);
        }
        return List.copyOf(batches.subList(first, batches.size()));
    }

    private long next() {
        Ran last = batches.get(batches.size() - 1);
        long tick = Math.round(last.second() * SECOND);
        return tick + interval;
    }

    private void batch(long tick) {
        arrive();
        long delay = now - tick;
        control.plan(now, delay);
        long[] records = new long[waiting.length];
        long[] limits = new long[waiting.length];
        long all = 0;
        for (int i = 0; i < waiting.length; i++) {
            limits[i] = control.records(i);
            records[i] = Math.min(limits[i], (long) waiting[i]);
            waiting[i] -= records[i];
            all += records[i];
        }
        long took = (long) cost.nanos(batches.size(), now / 1e9, all);
        now += took;
        for (int i = 0; i < waiting.length; i++) {
            control.took(i, records[i], 0);
        }
        control.done(took);
        batches.add(new Ran(tick / 1e9, delay, took, records, limits, waiting.clone()));
    }

    private void arrive() {
        for (; seen + MILLI <= now; seen += MILLI) {
            for (int i = 0; i < offers.length; i++) {
                waiting[i] += offers[i].perSecond(seen / 1e9) / 1000;
            }
        }
    }
}
