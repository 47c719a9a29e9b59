package io.sakia.rdd;

import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Draws records at random, each by itself: the same ones for the same seed, whenever a partition is computed. */
final class Sampling {
    private Sampling() {}

    static <T> Plan<T> sample(Origin origin, Plan<T> plan, boolean withReplacement, double fraction, long seed) {
        if (withReplacement
                ? !(fraction >= 0 && fraction < Double.POSITIVE_INFINITY)
                : !(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException(origin + " draws a fraction of "
                    + (withReplacement ? "at least 0 with replacement" : "0 to 1 without replacement") + ", not "
                    + fraction);
        }
        return withReplacement
                ? drawn(origin, plan, seed, random -> random.nextPoisson(fraction))
                : drawn(origin, plan, seed, random -> random.nextDouble() < fraction ? 1 : 0);
    }

    /** A plan for each weight; each record is in one of them, as every one of them draws the same numbers. */
    static <T> List<Plan<T>> split(Origin origin, Plan<T> plan, double[] weights, long seed) {
        double total = 0;
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(origin + " needs weights of at least 0, not " + weight);
            }
            total += weight;
        }
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    origin + " needs weights with a positive sum, not " + Arrays.toString(weights));
        }
        List<Plan<T>> splits = new ArrayList<>(weights.length);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double from = sum / total;
            sum += weights[i];
            double to = i + 1 == weights.length ? 1 : sum / total;
            splits.add(drawn(origin, plan, seed, random -> {
                double place = random.nextDouble();
                return from <= place && place < to ? 1 : 0;
            }));
        }
        return splits;
    }

    private static <T> Plan<T> drawn(Origin origin, Plan<T> plan, long seed, Draw draw) {
        Step.PartitionFunction<T, T> step =
                (partition, records) -> new Drawn<>(records, draw, SplitMix.of(seed, partition));
        return new NarrowNode<>(origin, plan, new Step.MapPartitions<>(TaskFunction.of(origin, step)), true);
    }

    /** Tells how often the next record is drawn. */
    private interface Draw extends Serializable {
        int times(SplitMix random);
    }

    private static final class Drawn<T> implements Iterator<T> {
        private final Iterator<T> records;
        private final Draw draw;
        private final SplitMix random;
        private @Nullable T record;
        private int times;

        Drawn(Iterator<T> records, Draw draw, SplitMix random) {
            this.records = records;
            this.draw = draw;
            this.random = random;
        }

        @Override
        public boolean hasNext() {
            while (times == 0 && records.hasNext()) {
                record = records.next();
                times = draw.times(random);
            }
            return times > 0;
        }

        @Override
        public T next() {
            if (!hasNext() || record == null) {
                throw new NoSuchElementException("the sample has no more records");
            }
            times--;
            return record;
        }
    }
}
