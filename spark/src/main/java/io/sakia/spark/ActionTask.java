package io.sakia.spark;

import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.plan.Origin;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * Runs an action in a task. The result leaves as bytes, so that one that can't be serialised fails here, with the action's line, and
 * is read by the thread that waits for the job, with its class loader.
 */
final class ActionTask<T, R> extends AbstractFunction1<scala.collection.Iterator<Object>, byte[]>
        implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Origin job;
    private final Action<T, R> action;
    private final TaskRuntime runtime;

    ActionTask(Origin job, Action<T, R> action, TaskRuntime runtime) {
        this.job = job;
        this.action = action;
        this.runtime = runtime;
    }

    @Override
    public byte[] apply(scala.collection.Iterator<Object> partition) {
        runtime.enter(TaskContext.get());
        @SuppressWarnings("unchecked")
        Iterator<T> records = (Iterator<T>) CollectionConverters.asJava(partition);
        return bytes(result(records));
    }

    private R result(Iterator<T> records) {
        return action.accept(new Action.Visitor<>() {
            @Override
            public R push(Action.Push<T, R> push) {
                return ActionTask.this.push(push, records);
            }

            @Override
            public R pull(Action.Pull<T, R> pull) {
                return ActionTask.this.pull(pull, records);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private R pull(Action.Pull<T, R> pull, Iterator<T> records) {
        LastPulled pulled = new LastPulled();
        try {
            return pull.function().get().call((Iterator<T>) pulled.watch((Iterator<Object>) records));
        } catch (Throwable e) {
            throw TaskFailure.of(job, pulled.record(), e);
        }
    }

    private R push(Action.Push<T, R> push, Iterator<T> records) {
        Collector<T, R> collector;
        try {
            collector = push.collectors().get().call();
        } catch (Throwable e) {
            throw TaskFailure.of(job, null, e);
        }
        try {
            feed(collector, records);
            return finish(collector);
        } catch (TaskFailure failure) {
            try {
                collector.abort();
            } catch (Throwable abort) {
                failure.addSuppressed(abort);
            }
            throw failure;
        }
    }

    private R finish(Collector<T, R> collector) {
        try {
            return collector.finish();
        } catch (Throwable e) {
            throw TaskFailure.of(job, null, e);
        }
    }

    private void feed(Collector<T, R> collector, Iterator<T> records) {
        @Nullable T record = null;
        try {
            while (records.hasNext()) {
                record = records.next();
                collector.accept(record);
                record = null;
            }
        } catch (Throwable e) {
            // What came from further up is a TaskFailure already, and keeps its own record.
            throw TaskFailure.of(job, record, e);
        }
    }

    private byte[] bytes(R result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TravellingStream out = new TravellingStream(bytes)) {
            out.writeObject(result);
            out.flush();
            return bytes.toByteArray();
        } catch (Throwable e) {
            Throwable fault =
                    e instanceof NotSerializableException ? Unserializable.in("the result of an action", e) : e;
            throw TaskFailure.of(job, null, fault);
        }
    }
}
