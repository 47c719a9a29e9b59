package io.sakia.streaming;

import io.sakia.connector.StableHash;
import io.sakia.function.TaskFunction;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Origin;
import io.sakia.plan.Step;
import io.sakia.streaming.graph.EmptyPlan;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import java.util.ArrayList;
import java.util.List;

/** Operations that go by a batch's partitions. */
final class Partitions {
    private Partitions() {}

    static <T> Operator<List<T>> glom(Origin origin, Operator<T> input) {
        Step.PartitionFunction<T, List<T>> glom = (partition, records) -> {
            List<T> all = new ArrayList<>();
            records.forEachRemaining(all::add);
            return List.of(all).iterator();
        };
        return Operators.narrow(origin, input, new Step.MapPartitions<>(TaskFunction.shared(glom)), false);
    }

    static <T> Operator<T> spread(Origin origin, Operator<T> input, int numPartitions) {
        if (numPartitions < 1) {
            throw new IllegalArgumentException(origin + " needs at least 1 partition, not " + numPartitions);
        }
        return Operators.unary(origin, input, (plan, batch, at) -> KeyedPlans.repartition(at, plan, numPartitions));
    }

    static <T> Operator<T> sample(
            Origin origin, DStream<T> stream, boolean withReplacement, double fraction, long seed) {
        stream.rdd(EmptyPlan.of(origin, 0)).sample(withReplacement, fraction, seed); // a wrong fraction is refused now
        return Operators.unary(origin, stream.operator(), (plan, batch, at) -> {
            long drawn = StableHash.mix(seed ^ StableHash.mix(batch.id()));
            return stream.rdd(plan).sample(withReplacement, fraction, drawn).plan();
        });
    }
}
