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
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a state step: each opens the state at what the driver accepted, advances it, and returns its increment.
 *
 * @param sealed the increments that were stored last; empty if none were
 * @param storage where states are stored, or null where they are not
 */
record StateStep<K, I, S, R>(
        String run,
        String operator,
        StateFunction.Scope scope,
        int partitions,
        List<Increment> accepted,
        List<String> sealed,
        StateCopier<S> copier,
        boolean snapshot,
        @Nullable StateStorage storage,
        TaskFunction<StateFunction<K, I, S, R>> function)
        implements Serializable {
    /** What a task does with its pairs. */
    Step.PartitionFunction<Pair<K, I>, StepResult<R>> onPairs() {
        return (partition, pairs) -> run(partition, new Beginning<>(Collections.emptyIterator(), pairs));
    }

    /** What a task does that gets states to begin with as well. */
    Step.PartitionFunction<Beginning<K, I>, StepResult<R>> onBeginnings() {
        return (partition, beginnings) -> run(partition, beginnings.next());
    }

    private Iterator<StepResult<R>> run(int partition, Beginning<K, I> input) throws Exception {
        StateStores stores = StateStores.in(TaskContext.get(), run);
        StateTarget target =
                new StateTarget(operator, partition, partitions, scope.batch().id(), stored(partition));
        @Nullable Increment before = accepted.isEmpty() ? null : accepted.get(partition);
        StateFunction<K, I, S, R> body = function.get();
        List<R> records = new ArrayList<>();
        List<Pair<Object, Object>> states = new ArrayList<>();
        try (StateSession<K, S> session = open(stores, target, before, body)) {
            input.begin(scope, session, body);
            body.step(scope, session, input.pairs(), records);
            if (snapshot) {
                session.forEach((key, kept) -> states.add(Pair.of(key, body.shown(scope, kept))));
            }
            long due = body.due(session);
            return List.of(new StepResult<>(new StepResult.Head(session.commit(), due), records, states))
                    .iterator();
        }
    }

    private @Nullable String stored(int partition) {
        if (storage == null) {
            return null;
        }
        return sealed.isEmpty() ? Increment.EMPTY : sealed.get(partition);
    }

    private StateSession<K, S> open(
            StateStores stores, StateTarget target, @Nullable Increment before, StateFunction<K, I, S, R> body)
            throws Exception {
        return storage == null
                ? stores.open(target, before, copier)
                : stores.open(target, before, copier, storage.loader(body, scope.types()));
    }
}
