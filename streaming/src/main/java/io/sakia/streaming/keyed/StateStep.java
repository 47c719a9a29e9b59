package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.column.PairSink;
import io.sakia.column.RecordColumns;
import io.sakia.function.TaskFunction;
import io.sakia.plan.PairsFunction;
import io.sakia.plan.Step;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateHome;
import io.sakia.streaming.state.StateTarget;
import java.io.Serializable;
import java.util.ArrayList;
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
        StateHome home,
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
    PairsFunction<K, I, StepResult<R>> onPairs() {
        return this::begin;
    }

    /** What a task does that gets states to begin with as well. */
    Step.PartitionFunction<Beginning<K, I>, StepResult<R>> onBeginnings() {
        return (partition, beginnings) -> {
            Beginning<K, I> beginning = beginnings.next();
            try (StepWork<K, R> work = begin(partition)) {
                beginning.begin(scope.origin(), work.run());
                return PairsFunction.call(work, beginning.pairs());
            }
        };
    }

    private StepWork<K, R> begin(int partition) throws Exception {
        StateFunction<K, I, S, R> body = function.get();
        StateTarget target =
                new StateTarget(operator, partition, partitions, scope.batch().id(), stored(partition));
        StateOpening<K, S> opening = new StateOpening<>(
                home.stores(TaskContext.get()),
                target,
                accepted.isEmpty() ? null : accepted.get(partition),
                copier,
                storage == null ? null : storage.loader(body, scope.types()),
                () -> body.codec(scope.types().codecs()));
        RecordColumns<R> records = new RecordColumns<>();
        return new StepWork<>(body.open(scope, opening, records), records, snapshot);
    }

    private @Nullable String stored(int partition) {
        if (storage == null) {
            return null;
        }
        return sealed.isEmpty() ? Increment.EMPTY : sealed.get(partition);
    }

    /** One task's work. */
    private record StepWork<K, R>(StateRun<K> run, RecordColumns<R> records, boolean snapshot)
            implements PairsFunction.Work<StepResult<R>> {
        @Override
        public PairSink sink() {
            return run.sink();
        }

        @Override
        public Iterator<StepResult<R>> finish() throws Exception {
            run.end();
            List<Pair<Object, Object>> states = new ArrayList<>();
            if (snapshot) {
                run.states((key, state) -> states.add(Pair.of(key, state)));
            }
            long due = run.due();
            long eventDue = run.eventDue();
            records.trim();
            return StepResult.of(new StepResult.Head(run.commit(), due, eventDue), records, states);
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
