package io.sakia.streaming.rate;

/**
 * How many records the next batch takes of each input, so that it ends in time. It learns from each batch what a record costs.
 *
 * <pre>
 *   time for records   target, which is 60 to 85 % of the time that a batch has, as well as batches can be foreseen, − delay of the tick − overhead;  at least a tenth of the target, and where the overhead alone is more than the
 *        │             target, most of what that takes: smaller batches would not be in time either, and get less done
 *        ▼
 *   ÷ cost of a record ──► no more than what was seen to hold, or a few times the last batch ──► shared out among inputs ──► rates, bounds
 * </pre>
 *
 * <p>A batch that takes 1 s for 10,000 records where the target is 0.85 s is followed by one of some 8,500. One that hangs for 20 s is followed by one
 * of a quarter, which is over so soon that the next are as large as ever.
 *
 * <p>Pure arithmetic without a clock. Used by the batch loop's thread.
 */
public final class RateControl {
    /** A batch has at most so many times the records of one that has shown what they cost. */
    private static final double GROWTH = 8;
    /** By so much a batch may be larger than proportion says, as part of what the last one took was not for records. */
    private static final double BEYOND_PROPORTION = 1.5;
    /** What a batch that took all of its target does to the trust in larger ones before it. */
    private static final double DOUBT = 0.05;

    /** So much of the time that a batch has is planned at most, and at least; the rest is for what can't be foreseen. */
    private static final double MOST_PLANNED = 0.85;

    private static final double LEAST_PLANNED = 0.6;
    /** So many times the usual deviation from what was expected is kept free. */
    private static final double SAFE = 3.5;

    private static final double NEW_DEVIATION = 0.1;
    /** What deviates more is no deviation but a change, or an exception. */
    private static final double DEVIATES = 0.5;
    /** Batches that take less of their target tell nothing of how well larger ones can be foreseen. */
    private static final double TELLING = 0.25;

    private static final double ENOUGH = 0.1;
    private static final double OVERHEAD_WITHOUT_MATCH = 0.8;
    /** More than any batch has. */
    private static final double ALL = 1e15;

    private final RateSettings settings;
    private final InputRate[] inputs;
    private final CostModel cost = new CostModel();
    private final FairShares shares;
    private final long[] wants;
    private final long[] granted;
    private final long least;
    private double target;
    private double deviation;
    /** The most records that a batch was seen to have within its target, trusted less as time goes by. */
    private double proven;
    /** How many times the last batch the next one may be at most. */
    private double reach;

    private boolean bound;

    /** Rates of so many inputs. */
    public RateControl(RateSettings settings, int inputs) {
        this.settings = settings;
        this.inputs = new InputRate[inputs];
        for (int i = 0; i < inputs; i++) {
            this.inputs[i] = new InputRate(
                    settings.maxRate() == RateSettings.ANY
                            ? null
                            : new RateBucket(settings.maxRate(), settings.periodNanos()));
        }
        this.shares = new FairShares(inputs);
        this.wants = new long[inputs];
        this.granted = new long[inputs];
        this.least = (long) Math.ceil(settings.minRate() * (settings.periodNanos() / 1e9));
        this.target = settings.delayNanos() * MOST_PLANNED;
        this.proven = settings.first();
    }

    /**
     * Sets the limits of a batch.
     *
     * @param now in nanoseconds, from any moment on
     * @param delay in nanoseconds how long ago the batch should have begun
     */
    public void plan(long now, long delay) {
        if (settings.learned()) {
            share(delay);
        }
        for (int i = 0; i < inputs.length; i++) {
            InputRate input = inputs[i];
            long learned = settings.learned() ? Math.max(granted[i], least) : RateSettings.ANY;
            input.allow(Math.min(Math.min(learned, settings.maxRecords()), input.room(now)));
        }
    }

    /** Sets limits by which a stream takes what is left before it ends, whatever the highest rate is. */
    public void planRest() {
        if (settings.learned()) {
            share(0);
        }
        for (int i = 0; i < inputs.length; i++) {
            long learned = settings.learned() ? Math.max(granted[i], least) : RateSettings.ANY;
            inputs[i].allow(Math.min(learned, settings.maxRecords()));
        }
    }

    private void share(long delay) {
        long all = all(delay);
        for (int i = 0; i < inputs.length; i++) {
            wants[i] = inputs[i].isFull() ? Long.MAX_VALUE : 2 * Math.min(inputs[i].taken(), (long) ALL);
        }
        shares.share(all, wants, granted);
    }

    /** How many records the next batch may have in all. */
    private long all(long delay) {
        double affordable = time(delay) / cost.perRecord();
        double known = Math.max(proven, reach);
        bound = affordable <= known;
        return (long) Math.max(inputs.length, Math.min(ALL, Math.min(affordable, known)));
    }

    /** How much time the records may take. */
    private double time(long delay) {
        double overhead = cost.overhead();
        return Math.max(
                Math.max(target - delay - overhead, target * ENOUGH), overhead - OVERHEAD_WITHOUT_MATCH * target);
    }

    /** How many records an input may give to the planned batch. */
    public long records(int input) {
        return inputs[input].records();
    }

    /** How many bytes it may give, where it can't count records before it reads them. */
    public long bytes(int input) {
        return inputs[input].bytes();
    }

    /** Whether an input gave all that it was allowed, and was not allowed more because of what batches cost. */
    public boolean isHeldBack(int input) {
        return bound && settings.learned() && inputs[input].isFull();
    }

    /** In nanoseconds from the last plan: when an input that must wait for the highest rate may give something again; 0 if none waits. */
    public long untilRoom(int input) {
        return inputs[input].untilRoom();
    }

    /**
     * Takes note of what an input gave to a batch.
     *
     * @param bytes how many bytes that was; 0 if the input counts in records
     */
    public void took(int input, long records, long bytes) {
        inputs[input].took(records, bytes);
    }

    /** Takes note of how long a batch took, after what it took of each input. */
    public void done(long nanos) {
        if (!settings.learned()) {
            return;
        }
        double records = 0;
        for (InputRate input : inputs) {
            records += input.taken();
        }
        double expected = cost.expected(records);
        double counted = Math.max(1.0, cost.observe(records, Math.max(1.0, (double) nanos)));
        double fits = fits(counted);
        reach = records * Math.min(GROWTH, BEYOND_PROPORTION * fits);
        if (counted > TELLING * target && Math.abs(counted - expected) < DEVIATES * expected) {
            deviation += NEW_DEVIATION * (Math.abs(counted - expected) / expected - deviation);
        }
        if (counted <= target) {
            double trust = 1 - DOUBT * counted / target;
            proven = Math.max(records, Math.max(Math.min(proven, (double) settings.first()), proven * trust));
        } else if (records > 0) {
            proven = Math.min(proven, records * fits);
        }
        double planned = Math.max(LEAST_PLANNED, Math.min(MOST_PLANNED, 1 / (1 + SAFE * deviation)));
        target = settings.delayNanos() * planned;
    }

    /**
     * How many times a batch that took so long would be in time. Of a batch that was in time all counts as spent on records, although some of it was not: so a
     * wrong idea of the overhead does no harm. Of one that was late the overhead is set apart, since smaller batches do not help against that.
     */
    private double fits(double nanos) {
        return nanos <= target
                ? target / nanos
                : Math.max(target, time(0)) / Math.max(nanos - cost.overhead(), nanos / GROWTH);
    }
}
