package io.sakia.spark;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/** Gives the records of each input, one input after another: unions, coalesced runs, and a kept partition. */
record OneAfterAnother() implements PartitionBody {
    @Override
    public Iterator<Object> open(PlanPartition partition, List<Supplier<Iterator<Object>>> inputs, TaskContext task) {
        if (inputs.size() == 1) {
            return inputs.get(0).get();
        }
        Iterator<Supplier<Iterator<Object>>> left = inputs.iterator();
        return new AheadIterator() {
            private Iterator<Object> records = UserIterator.none();

            @Override
            @Nullable
            Object advance() {
                while (!records.hasNext()) {
                    if (!left.hasNext()) {
                        return null;
                    }
                    records = left.next().get();
                }
                return records.next();
            }
        };
    }
}
