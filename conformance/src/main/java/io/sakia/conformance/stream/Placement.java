package io.sakia.conformance.stream;

import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/** Shows which keys a stream has in which partition. */
final class Placement {
    private Placement() {}

    /** One record for each partition, its keys in order: {@code ab}, or {@code .} for none. */
    static <V> DStream<String> keysByPartition(PairDStream<String, V> pairs) {
        return pairs.mapPartitions(Placement::together);
    }

    /** The records, and the number of partitions. */
    static <T> DStream<Object> withPartitions(DStream<T> stream) {
        return stream.transform(rdd -> rdd.map(record -> (Object) record)
                .union(rdd.context().parallelize(List.of((Object) rdd.getNumPartitions()), 1)));
    }

    /** An RDD of keys and values, which stand one after the other. */
    static PairRDD<String, Integer> pairs(SakiaContext context, Object... keysAndValues) {
        List<Pair<String, Integer>> pairs = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            pairs.add(Pair.of((String) keysAndValues[i], (Integer) keysAndValues[i + 1]));
        }
        return context.parallelizePairs(pairs, 2);
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
