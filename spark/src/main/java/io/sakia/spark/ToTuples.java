package io.sakia.spark;

import io.sakia.Pair;
import io.sakia.plan.Origin;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import scala.Tuple2;

/**
 * Turns pairs into the tuples that Spark's shuffle writes, and refuses those without a key.
 *
 * @param origin the shuffle
 * @param last where the shuffle's folding finds the pair that it folds
 */
record ToTuples(Origin origin, LastPulled last) implements PartitionBody {
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
                return new Tuple2<>(BoxedKey.box(key(pair)), pair.value());
            }
        };
    }

    /** The key of a pair, which may not be null. */
    private Object key(Pair<?, ?> pair) {
        Object key = pair.key();
        if (key == null) {
            NullPointerException fault = new NullPointerException("a pair without a key can't be placed in a partition:"
                    + " leave such records out with filter before " + origin.operation());
            fault.setStackTrace(new StackTraceElement[0]);
            throw TaskFailure.of(origin, pair, fault);
        }
        return key;
    }
}
