package io.sakia.embedded;

import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.engine.Job;
import io.sakia.function.Function;
import io.sakia.function.Function0;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last stage of a job: gives the records of the job's partitions to its action. */
final class ResultStage extends StageRun {
    private final Job<?, ?> wanted;
    private final Operator operator;
    private final @Nullable Object[] results;

    ResultStage(JobRun job, int id, Job<?, ?> wanted, Operator operator) {
        super(job, id);
        this.wanted = wanted;
        this.operator = operator;
        this.results = new Object[wanted.partitions().size()];
    }

    /** The results, once the stage is finished. */
    @SuppressWarnings("unchecked")
    <R> List<R> results() {
        return (List<R>) Collections.unmodifiableList(Arrays.asList(results));
    }

    @Override
    Origin origin() {
        return wanted.origin();
    }

    @Override
    int[] claim() {
        int[] partitions = new int[results.length];
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = wanted.partitions().get(i);
        }
        return partitions;
    }

    @Override
    void release() {
        // Nobody else computes a job's result.
    }

    @Override
    void keep(Task task) {
        results[task.position()] = task.result();
        tell(wanted.progress(), task);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the result is what the job's own action gave
    private static <R> void tell(Job.Progress<R> progress, Task task) {
        progress.succeeded(task.position(), (R) task.result());
    }

    @Override
    @Nullable
    Object compute(Attempt attempt, int partition) {
        return compute(wanted.action(), attempt, partition);
    }

    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    private <T, R> @Nullable Object compute(Action<T, R> action, Attempt attempt, int partition) {
        return action.accept(new Action.Visitor<T, R, @Nullable Object>() {
            @Override
            public @Nullable Object push(Action.Push<T, R> push) {
                return ResultStage.this.push(collectors(push), attempt, partition);
            }

            @Override
            public @Nullable Object pull(Action.Pull<T, R> pull) {
                return ResultStage.this.pull(function(pull), attempt, partition);
            }
        });
    }

    private @Nullable Object push(
            TaskFunction<Function0<Collector<Object, Object>>> collectors, Attempt attempt, int partition) {
        Collector<Object, Object> collector = collector(attempt.function(collectors));
        try {
            operator.push(attempt, partition, new CollectorLink(origin(), collector));
            attempt.close();
            return finish(collector);
        } catch (Throwable e) {
            abort(collector, e);
            throw e;
        }
    }

    private @Nullable Object pull(
            TaskFunction<Function<Iterator<Object>, Object>> function, Attempt attempt, int partition) {
        LastPulled pulled = new LastPulled();
        Iterator<Object> records = pulled.watch(operator.pull(attempt, partition));
        Function<Iterator<Object>, Object> mine = attempt.function(function);
        Object result;
        try {
            result = mine.call(records);
        } catch (Throwable e) {
            throw Failures.at(origin(), pulled.record(), e);
        }
        attempt.close();
        return result;
    }

    private Collector<Object, Object> collector(Function0<Collector<Object, Object>> create) {
        try {
            return create.call();
        } catch (Throwable e) {
            throw Failures.at(origin(), null, e);
        }
    }

    private Object finish(Collector<Object, Object> collector) {
        try {
            return collector.finish();
        } catch (Throwable e) {
            throw Failures.at(origin(), null, e);
        }
    }

    private static void abort(Collector<Object, Object> collector, Throwable failure) {
        try {
            collector.abort();
        } catch (Throwable e) {
            failure.addSuppressed(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static TaskFunction<Function0<Collector<Object, Object>>> collectors(Action.Push<?, ?> action) {
        return (TaskFunction<Function0<Collector<Object, Object>>>) (TaskFunction<?>) action.collectors();
    }

    @SuppressWarnings("unchecked")
    private static TaskFunction<Function<Iterator<Object>, Object>> function(Action.Pull<?, ?> action) {
        return (TaskFunction<Function<Iterator<Object>, Object>>) (TaskFunction<?>) action.function();
    }
}
