package io.sakia.engine;

import io.sakia.TaskContext;
import io.sakia.connector.Sink;
import io.sakia.function.Function0;
import org.jspecify.annotations.Nullable;

/** Writes the records of each partition to a sink; a partition's result names its staged output. */
public final class SinkAction {
    private SinkAction() {}

    /**
     * An action that stages one batch.
     *
     * @param writers the sink's half for tasks
     * @param sink the sink's name
     * @param batch the batch id
     * @param time the batch's time in milliseconds since 1970
     */
    public static <T, S extends Sink.Staged> Action<T, S> write(
            Sink.WriterFactory<T, S> writers, String sink, long batch, long time) {
        Function0<Action.Collector<T, S>> collectors = () -> {
            TaskContext task = TaskContext.get();
            long attempt = ((long) task.stage() << 16) | task.attempt();
            return new WriterCollector<>(writers.open(new Sink.Target(sink, batch, time, task.partition(), attempt)));
        };
        return Action.push(collectors);
    }

    private static final class WriterCollector<T, S extends Sink.Staged> implements Action.Collector<T, S> {
        private final Sink.Writer<T, S> writer;

        WriterCollector(Sink.Writer<T, S> writer) {
            this.writer = writer;
        }

        @Override
        public void accept(T record) throws Exception {
            writer.write(record);
        }

        @Override
        public S finish() throws Exception {
            S staged = writer.stage();
            writer.close();
            return staged;
        }

        @Override
        public void abort() {
            @Nullable Exception failure = null;
            try (Sink.Writer<T, S> closing = writer) {
                closing.abort();
            } catch (Exception e) {
                failure = e;
            }
            if (failure != null) {
                throw new IllegalStateException("the output of a failed task can't be removed: " + failure, failure);
            }
        }
    }
}
