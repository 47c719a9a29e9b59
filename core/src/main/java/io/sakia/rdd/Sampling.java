package io.sakia.rdd;

import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.rdd.Drawn.Draw;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws records at random, each by itself: the same ones for the same seed, whenever a partition is computed. */
final class Sampling {
    private Sampling() {}

    static <T> Plan<T> sample(Origin origin, Plan<T> plan, boolean withReplacement, double fraction, long seed) {
        double mean = checked(origin, withReplacement, fraction, "");
        return withReplacement
                ? drawn(origin, plan, seed, partition -> (record, random) -> random.nextPoisson(mean))
                : drawn(origin, plan, seed, partition -> (record, random) -> random.nextDouble() < mean ? 1 : 0);
    }

    /** A fraction that can be drawn. */
    static double checked(Origin origin, boolean withReplacement, double fraction, String ofWhat) {
        if (withReplacement
                ? !(fraction >= 0 && fraction < Double.POSITIVE_INFINITY)
                : !(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException(origin + " draws a fraction of "
                    + (withReplacement ? "at least 0 with replacement" : "0 to 1 without replacement") + ", not "
                    + fraction + ofWhat);
        }
        return fraction;
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
            splits.add(drawn(origin, plan, seed, partition -> (record, random) -> {
                double place = random.nextDouble();
                return from <= place && place < to ? 1 : 0;
            }));
        }
        return splits;
    }

    /** The records as often as they are drawn. */
    static <T> Plan<T> drawn(Origin origin, Plan<T> plan, long seed, Draws<T> draws) {
        Step.PartitionFunction<T, T> step =
                (partition, records) -> new Drawn<>(records, draws.of(partition), SplitMix.of(seed, partition));
        return new NarrowNode<>(origin, plan, new Step.MapPartitions<>(TaskFunction.shared(step)), true);
    }

    /** How records are drawn from each partition. */
    interface Draws<T> extends Serializable {
        Draw<T> of(int partition);
    }
}
