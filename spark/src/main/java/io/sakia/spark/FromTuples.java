package io.sakia.spark;

import io.sakia.Pair;
import io.sakia.plan.Origin;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Turns the tuples that Spark's shuffle reads into pairs, and accumulators into results. What fails inside Spark while it reads, such as a
 * record's own way to be deserialised, counts as the shuffle's.
 */
record FromTuples(Origin origin, @Nullable Folding folding) implements PartitionBody {
    @Override
    public Iterator<Object> open(PlanPartition partition, List<Supplier<Iterator<Object>>> inputs, TaskContext task) {
        Iterator<Object> tuples = read(inputs.get(0));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return tuples.hasNext();
            }

            @Override
            public Object next() {
                Tuple2<?, ?> tuple = (Tuple2<?, ?>) tuples.next();
                Object key = BoxedKey.unbox(tuple._1());
                return Pair.of(key, folding == null ? tuple._2() : folding.result(key, tuple._2()));
            }
        };
    }

    private Iterator<Object> read(Supplier<Iterator<Object>> shuffled) {
        Iterator<Object> tuples;
        try {
            tuples = shuffled.get();
        } catch (Throwable e) {
            throw TaskFailure.of(origin, null, e);
        }
        return UserIterator.of(origin, () -> null, tuples);
    }
}
