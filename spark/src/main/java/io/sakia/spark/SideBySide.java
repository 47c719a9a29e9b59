package io.sakia.spark;

import io.sakia.plan.Origin;
import io.sakia.plan.ZipNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/** Gives all inputs of a partition to a function: what a zip does. */
record SideBySide(Origin origin, PerTask<? extends ZipNode.ZipFunction<?>> function) implements PartitionBody {
    @Override
    public Iterator<Object> open(PlanPartition partition, List<Supplier<Iterator<Object>>> inputs, TaskContext task) {
        LastPulled pulled = new LastPulled();
        List<Iterator<?>> open = new ArrayList<>(inputs.size());
        for (Supplier<Iterator<Object>> input : inputs) {
            open.add(pulled.watch(input.get()));
        }
        @Nullable Iterator<?> results;
        try {
            results = function.get().call(List.copyOf(open));
        } catch (Throwable e) {
            throw TaskFailure.of(origin, pulled.record(), e);
        }
        return UserIterator.of(origin, pulled::record, results);
    }
}
