package io.sakia.streaming.batch;

import io.sakia.plan.Origin;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.BatchInfo.OutputInfo;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import io.sakia.streaming.graph.RefreshedBroadcast;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Runs one batch whose inputs are prepared: broadcasts are refreshed, operators advance, then state, then outputs. */
final class BatchRunner {
    private final StreamGraph graph;
    private final OutputScope scope;
    private final Clock clock;

    BatchRunner(StreamGraph graph, OutputScope scope, Clock clock) {
        this.graph = graph;
        this.scope = scope;
        this.clock = clock;
    }

    /**
     * What a batch took.
     *
     * @param start when it began, in milliseconds
     * @param processing how long it took, in milliseconds; 0 while it runs
     * @param outputs what it has put out
     */
    record Course(Batch batch, long start, long processing, List<OutputInfo> outputs) {}

    /** Runs a batch; a {@link BatchFailedException} says where it failed. */
    Course run(Batch batch) {
        long start = clock.millis();
        List<OutputInfo> outputs = new ArrayList<>(graph.outputs().size());
        try {
            SakiaContext context = scope.context();
            for (RefreshedBroadcast<?> broadcast : graph.broadcasts()) {
                at(batch, broadcast.origin(), () -> broadcast.advance(context, batch));
            }
            for (Operator<?> operator : graph.operators()) {
                at(batch, operator.origin(), () -> {
                    operator.advance(batch);
                    if (operator instanceof StatefulOperator<?> stateful) {
                        stateful.step(context, batch);
                    }
                    operator.plan(batch); // here, so that what fails in planning is this operator's failure
                });
            }
            for (OutputOperation output : graph.outputs()) {
                if (output.input().emits(batch)) {
                    long began = clock.millis();
                    at(batch, output.origin(), () -> output.run(scope, batch));
                    outputs.add(new OutputInfo(String.valueOf(output.name()), clock.millis() - began));
                }
            }
            return new Course(batch, start, clock.millis() - start, outputs);
        } finally {
            graph.operators().forEach(Operator::release);
        }
    }

    /** A batch that begins now. */
    Course begun(Batch batch) {
        return new Course(batch, clock.millis(), 0, List.of());
    }

    /** The figures of a batch, before the next is prepared. */
    BatchInfo info(Course course) {
        Batch batch = course.batch;
        return new BatchInfo(
                batch.id(),
                batch.time(),
                Math.max(0, course.start - batch.time().milliseconds()),
                course.processing,
                graph.inputs().stream().map(InputOperator::info).toList(),
                graph.stateful().stream().map(StatefulOperator::info).toList(),
                course.outputs);
    }

    private static void at(Batch batch, Origin origin, Work work) {
        try {
            work.run();
        } catch (Throwable e) { // an Error too ends this batch, and is told with its place
            throw new BatchFailedException(batch.id(), batch.time(), origin, e);
        }
    }

    /** Something that may fail. */
    private interface Work {
        void run() throws Exception;
    }
}
