package io.sakia.conformance.stream;

import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/** Shows which keys a stream has in which partition. */
final class Placement {
    private Placement() {}

    /** One record for each partition, its keys in order: {@code ab}, or {@code .} for none. */
    static DStream<String> keysByPartition(PairDStream<String, ?> pairs) {
        return keys(pairs);
    }

    private static <V> DStream<String> keys(PairDStream<String, V> pairs) {
        return pairs.mapPartitions(Placement::together);
    }

    private static <V> Iterator<String> together(Iterator<Pair<String, V>> pairs) {
        TreeSet<String> keys = new TreeSet<>();
        pairs.forEachRemaining(pair -> keys.add(pair.key()));
        return List.of(keys.isEmpty() ? "." : String.join("", keys)).iterator();
    }

    /** Places words by their first letter: a in partition 0, b in 1, and so on. */
    record ByLetter(int numPartitions) implements Partitioner {
        @Override
        public int getPartition(Object key) {
            return (((String) key).charAt(0) - 'a') % numPartitions;
        }
    }
}
