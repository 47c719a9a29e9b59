package io.sakia.conformance.program;

import io.sakia.HashPartitioner;
import io.sakia.Partitioner;
import io.sakia.RangePartitioner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The kinds of partitioners that programs place keys by. */
final class Partitioners {
    private static final int KINDS = 3;

    private Partitioners() {}

    /** By hash, by text or by range. Those of two kinds place keys differently in as many partitions. */
    static <K extends Comparable<K>> Partitioner of(Keys<K> keys, int kind, int numPartitions) {
        return switch (kind % KINDS) {
            case 0 -> new HashPartitioner(numPartitions);
            case 1 -> new ByText(numPartitions);
            default -> new RangePartitioner<>(bounds(keys, numPartitions - 1), Comparator.<K>naturalOrder());
        };
    }

    private static <K extends Comparable<K>> List<K> bounds(Keys<K> keys, int count) {
        List<K> bounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bounds.add(keys.of(i * Keys.MOST / count));
        }
        bounds.sort(null);
        return bounds;
    }

    /** Places keys by their texts. */
    private record ByText(int numPartitions) implements Partitioner {
        @Override
        public int getPartition(Object key) {
            return Texts.bucket(key, numPartitions);
        }
    }
}
