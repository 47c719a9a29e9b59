package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Step;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateSession;
import io.sakia.streaming.state.StateStores;
import io.sakia.streaming.state.StateTarget;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task of a state step: opens the state at what the driver accepted, advances it, and returns its increment. */
record StateStep<K, V, S, R>(
        String run,
        String operator,
        StateFunction.Scope scope,
        int partitions,
        List<Increment> accepted,
        List<String> keepFrom,
        StateCopier<S> copier,
        TaskFunction<StateFunction<K, V, S, R>> function)
        implements Step.PartitionFunction<Pair<K, V>, StepResult<R>> {
    @Override
    public Iterator<StepResult<R>> call(int partition, Iterator<Pair<K, V>> pairs) throws Exception {
        StateStores stores = StateStores.in(TaskContext.get(), run);
        StateTarget target = new StateTarget(
                operator,
                partition,
                partitions,
                scope.batch().id(),
                keepFrom.isEmpty() ? Increment.EMPTY : keepFrom.get(partition));
        @Nullable Increment before = accepted.isEmpty() ? null : accepted.get(partition);
        List<R> records = new ArrayList<>();
        try (StateSession<K, S> session = stores.open(target, before, copier)) {
            function.get().step(scope, session, pairs, records);
            return List.of(new StepResult<>(session.commit(), records)).iterator();
        }
    }
}
