package io.sakia.spark;

import io.sakia.plan.NarrowNode;
import io.sakia.plan.Plan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;

/** Runs a chain of narrow steps over one partition, each pulling from the one before. */
record RunSteps(List<StepLink> links) implements PartitionBody {
    @Override
    public Iterator<Object> open(PlanPartition partition, List<Supplier<Iterator<Object>>> inputs, TaskContext task) {
        Iterator<Object> records = inputs.get(0).get();
        for (StepLink link : links) {
            records = link.open(partition.index(), records);
        }
        return records;
    }

    /**
     * The chain of narrow nodes that ends in a node.
     *
     * @param body the steps, as one
     * @param input what the first of them reads
     */
    record Chain(RunSteps body, Plan<?> input) {
        static Chain endingIn(NarrowNode<?, ?> last) {
            Deque<StepLink> links = new ArrayDeque<>();
            Plan<?> at = last;
            while (at instanceof NarrowNode<?, ?> node) {
                links.addFirst(StepLink.of(node.origin(), node.step()));
                at = node.input();
            }
            return new Chain(new RunSteps(List.copyOf(links)), at);
        }
    }
}
