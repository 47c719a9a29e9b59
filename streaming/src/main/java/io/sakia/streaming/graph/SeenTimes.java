package io.sakia.streaming.graph;

import io.sakia.Aggregate;
import io.sakia.Pair;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The largest time of each partition, and when it gave something last. The total is of lists of the JDK's, which every checkpoint can hold. */
final class SeenTimes
        implements Aggregate<
                Pair<PartitionName, SeenTimes.Seen>,
                Map<List<String>, List<Long>>,
                Map<PartitionName, SeenTimes.Seen>> {
    private static final long serialVersionUID = 1L;

    /**
     * What a partition has given.
     *
     * @param latest the largest time, in milliseconds since 1970
     * @param active the stream's running time in milliseconds when it gave something last
     */
    record Seen(long latest, long active) implements Serializable {}

    @Override
    public Map<List<String>, List<Long>> create() {
        return new HashMap<>(4);
    }

    @Override
    public Map<List<String>, List<Long>> add(Map<List<String>, List<Long>> total, Pair<PartitionName, Seen> seen) {
        PartitionName partition = seen.key();
        put(
                total,
                List.of(partition.source(), partition.partition()),
                List.of(seen.value().latest(), seen.value().active()));
        return total;
    }

    @Override
    public Map<List<String>, List<Long>> merge(
            Map<List<String>, List<Long>> total, Map<List<String>, List<Long>> part) {
        part.forEach((partition, times) -> put(total, partition, times));
        return total;
    }

    @Override
    public Map<PartitionName, Seen> result(Map<List<String>, List<Long>> total) {
        Map<PartitionName, Seen> result = new HashMap<>();
        total.forEach((partition, times) -> result.put(
                new PartitionName(partition.get(0), partition.get(1)), new Seen(times.get(0), times.get(1))));
        return result;
    }

    private static void put(Map<List<String>, List<Long>> total, List<String> partition, List<Long> times) {
        total.merge(
                partition,
                times,
                (one, other) -> List.of(Math.max(one.get(0), other.get(0)), Math.max(one.get(1), other.get(1))));
    }
}
