package io.sakia;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places keys by order: every key of a partition comes before every key of the next. The bounds come from a sample, so partitions
 * are of roughly equal size.
 *
 * <pre>{@code new RangePartitioner<>(List.of("g", "p"), Comparator.naturalOrder()) // …≤ g, …≤ p, the rest}</pre>
 *
 * @param bounds the last key of each partition but the last, rising in the order
 * @param order the order of keys; it travels to executors, so it is serialisable
 */
public record RangePartitioner<K>(List<K> bounds, Comparator<? super K> order) implements Partitioner {
    /** Copies the bounds; refuses an order that can't travel, and bounds that do not rise in it. */
    public RangePartitioner {
        bounds = List.copyOf(bounds);
        if (!(order instanceof Serializable)) {
            throw new IllegalArgumentException("the order of keys travels to tasks, so it must be Serializable, unlike "
                    + order + ": use Comparator.naturalOrder(), or cast it to (Comparator<…> & Serializable)");
        }
        for (int i = 1; i < bounds.size(); i++) {
            if (order.compare(bounds.get(i - 1), bounds.get(i)) > 0) {
                throw new IllegalArgumentException("the bounds of a range partitioner rise, but " + bounds.get(i)
                        + " comes after " + bounds.get(i - 1) + ": sort them by the order that is given with them");
            }
        }
    }

    /**
     * Bounds for at most {@code numPartitions} partitions of roughly equal weight.
     *
     * @param samples a sample of each partition of the data, with how many records it stands for
     */
    public static <K> RangePartitioner<K> of(
            List<Pair<List<K>, Long>> samples, int numPartitions, Comparator<? super K> order) {
        List<Pair<K, Double>> weighted = new ArrayList<>();
        double total = 0;
        for (Pair<List<K>, Long> sample : samples) {
            double weight = (double) sample.value() / Math.max(1, sample.key().size());
            for (K key : sample.key()) {
                weighted.add(Pair.of(key, weight));
                total += weight;
            }
        }
        weighted.sort((a, b) -> order.compare(a.key(), b.key()));
        List<K> bounds = new ArrayList<>();
        double step = total / numPartitions;
        double sum = 0;
        for (Pair<K, Double> each : weighted) {
            sum += each.value();
            boolean full = sum >= step * (bounds.size() + 1) && bounds.size() < numPartitions - 1;
            if (full && (bounds.isEmpty() || order.compare(bounds.get(bounds.size() - 1), each.key()) < 0)) {
                bounds.add(each.key());
            }
        }
        return new RangePartitioner<>(bounds, order);
    }

    @Override
    public int numPartitions() {
        return bounds.size() + 1;
    }

    @Override
    @SuppressWarnings("unchecked")
    public int getPartition(Object key) {
        int low = 0;
        int high = bounds.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(bounds.get(middle), (K) key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
