package io.sakia.streaming.rate;

/**
 * What a batch costs: so much in any case, and so much for each record.
 *
 * <pre>
 *   time                                    a line of least squares through the last batches, the latest weighing most, and
 *    │            · ·╱·                     through what was believed of an empty batch: so the line is held where all
 *    │         · ╱·                         batches have one size
 *    │       ╱
 *    ◦   ╱                                  one batch counts for at most four times what was expected of it, and a batch
 *    │╱ overhead                            that surprises makes the earlier ones count less
 *    └──────────────── records
 * </pre>
 *
 * Pure arithmetic; times are nanoseconds.
 */
final class CostModel {
    private static final double KEPT = 0.85;
    private static final double KEPT_AFTER_SURPRISE = 0.25;
    private static final double SURPRISE = 1.5;
    private static final double MOST = 4;
    private static final double ANCHOR = 0.1;
    /** Less than that no record costs. */
    private static final double LEAST = 0.5;

    /** Batches within so many times the sizes that were seen are expected to be like these; what larger ones take is believed. */
    private static final double FAMILIAR = 2;

    private final Fit fit = new Fit();
    /** The line before the last batch, if that has surprised. */
    private final Fit before = new Fit();

    private int surprise;
    private double lastRecords;
    private double lastNanos;

    /** What any batch costs. */
    double overhead() {
        return fit.overhead;
    }

    /** What a record costs. */
    double perRecord() {
        return fit.perRecord;
    }

    /** How long a batch is expected to take. */
    double expected(double records) {
        return fit.expected(records);
    }

    /** Takes note of a batch; gives how long it counts for. */
    double observe(double records, double nanos) {
        int again = surprise == 0 ? 0 : before.surprise(records, nanos);
        double counted;
        if (surprise != 0 && again == surprise) {
            changed(records, nanos);
            counted = nanos;
        } else {
            if (surprise != 0 && again == 0) {
                fit.copy(before); // that one was an exception
            }
            counted = fit.knows(records) ? Math.min(nanos, MOST * fit.expected(records)) : nanos;
            surprise = fit.knows(records) ? fit.surprise(records, counted) : 0;
            if (surprise != 0) {
                before.copy(fit);
            }
            fit.add(records, counted, surprise == 0 ? KEPT : KEPT_AFTER_SURPRISE);
        }
        lastRecords = records;
        lastNanos = nanos;
        return counted;
    }

    /** Two batches in a row have surprised in the same way: what was before does not hold any more. */
    private void changed(double records, double nanos) {
        fit.begin(before.overhead);
        fit.add(lastRecords, lastNanos, KEPT);
        fit.add(records, nanos, KEPT);
        surprise = 0;
    }

    /** A line through batches. */
    private static final class Fit {
        private double weight;
        private double sumRecords;
        private double sumNanos;
        private double sumSquares;
        private double sumProducts;
        private double largest;
        private double overhead;
        private double perRecord = LEAST;

        void copy(Fit other) {
            weight = other.weight;
            sumRecords = other.sumRecords;
            sumNanos = other.sumNanos;
            sumSquares = other.sumSquares;
            sumProducts = other.sumProducts;
            largest = other.largest;
            overhead = other.overhead;
            perRecord = other.perRecord;
        }

        double expected(double records) {
            return overhead + perRecord * records;
        }

        boolean knows(double records) {
            return weight > 0 && records <= FAMILIAR * largest;
        }

        /** 1 if a batch took much longer than expected, −1 if it took much less, 0 if neither. */
        int surprise(double records, double nanos) {
            double expected = expected(records);
            if (nanos > SURPRISE * expected) {
                return 1;
            }
            return SURPRISE * nanos < expected ? -1 : 0;
        }

        /** Forgets all but what an empty batch may cost. */
        void begin(double newOverhead) {
            weight = 0;
            sumRecords = 0;
            sumNanos = 0;
            sumSquares = 0;
            sumProducts = 0;
            largest = 0;
            overhead = newOverhead;
        }

        void add(double records, double nanos, double kept) {
            weight = weight * kept + 1;
            sumRecords = sumRecords * kept + records;
            sumNanos = sumNanos * kept + nanos;
            sumSquares = sumSquares * kept + records * records;
            sumProducts = sumProducts * kept + records * nanos;
            largest = Math.max(largest, records);
            solve();
        }

        private void solve() {
            double anchor = weight * ANCHOR;
            double all = weight + anchor;
            double meanRecords = sumRecords / all;
            double meanNanos = (sumNanos + anchor * overhead) / all;
            double variance = sumSquares / all - meanRecords * meanRecords;
            if (variance > 0) {
                double slope = (sumProducts / all - meanRecords * meanNanos) / variance;
                perRecord = Math.max(LEAST, Math.min(slope, meanNanos / meanRecords));
            }
            overhead = Math.max(0, meanNanos - perRecord * meanRecords);
        }
    }
}
