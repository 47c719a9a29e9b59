package io.sakia.spark;

import io.sakia.Pair;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import scala.Tuple2;

/**
 * Turns pairs into the tuples that Spark's shuffle writes.
 *
 * @param last where the shuffle's folding finds the pair that it folds
 */
record ToTuples(LastPulled last) implements PartitionBody {
    @Override
    public Iterator<Object> open(PlanPartition partition, List<Supplier<Iterator<Object>>> inputs, TaskContext task) {
        Iterator<Object> pairs = last.watch(inputs.get(0).get());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pairs.hasNext();
            }

            @Override
            public Object next() {
                Pair<?, ?> pair = (Pair<?, ?>) pairs.next();
                return new Tuple2<>(pair.key(), pair.value());
            }
        };
    }
}
