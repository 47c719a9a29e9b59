package io.sakia.streaming.batch;

import io.sakia.engine.Action;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.BatchInfo.OutputInfo;
import io.sakia.streaming.graph.BadRecords;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.Guardable;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import io.sakia.streaming.graph.RefreshedBroadcast;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Runs one batch whose inputs are prepared: broadcasts are refreshed, operators advance, then state, then outputs. */
final class BatchRunner {
    private final StreamGraph graph;
    private final EventTimes eventTimes;
    private final OutputScope scope;
    private final Clock clock;

    /**
     * Runs batches of a graph.
     *
     * @param eventTimes of that graph
     */
    BatchRunner(StreamGraph graph, EventTimes eventTimes, OutputScope scope, Clock clock) {
        this.graph = graph;
        this.eventTimes = eventTimes;
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
            BadRecords badRecords = graph.badRecords();
            if (badRecords == null) {
                run(batch, graph.operators(), graph.outputs(), outputs);
            } else {
                run(batch, badRecords, outputs);
            }
            return new Course(batch, start, clock.millis() - start, outputs);
        } finally {
            graph.operators().forEach(Operator::release);
        }
    }

    /** What reads dead letters runs when all others have run that may reject records. */
    private void run(Batch batch, BadRecords badRecords, List<OutputInfo> done) {
        badRecords.begin();
        run(
                batch,
                graph.operators().stream()
                        .filter(operator -> !badRecords.isLate(operator))
                        .toList(),
                graph.outputs().stream()
                        .filter(output -> !badRecords.isLate(output.input()))
                        .toList(),
                done);
        long records = graph.inputs().stream()
                .mapToLong(input -> input.info().records())
                .sum();
        at(batch, Origin.internal("onError"), () -> badRecords.take(batch, records));
        run(
                batch,
                graph.operators().stream().filter(badRecords::isLate).toList(),
                graph.outputs().stream()
                        .filter(output -> badRecords.isLate(output.input()))
                        .toList(),
                done);
        badRecords.end(batch);
    }

    private void run(Batch batch, List<Operator<?>> operators, List<OutputOperation> outputs, List<OutputInfo> done) {
        SakiaContext context = scope.context();
        for (Operator<?> operator : operators) {
            at(batch, operator.origin(), () -> {
                operator.advance(batch);
                if (operator instanceof StatefulOperator<?> stateful) {
                    stateful.step(context, batch);
                }
                Plan<?> plan = operator.plan(batch); // here, so that what fails in planning is this operator's failure
                if (plan != null && operator instanceof Guardable guardable && guardable.isHeld()) {
                    context.run(operator.origin(), plan, Action.pull(BatchRunner::goThrough));
                }
            });
        }
        for (OutputOperation output : outputs) {
            if (output.input().emits(batch)) {
                long began = clock.millis();
                at(batch, output.origin(), () -> output.run(scope, batch));
                done.add(new OutputInfo(String.valueOf(output.name()), clock.millis() - began));
            }
        }
    }

    private static int goThrough(Iterator<?> records) {
        while (records.hasNext()) {
            records.next();
        }
        return 0;
    }

    /** A batch that begins now. */
    Course begun(Batch batch) {
        return new Course(batch, clock.millis(), 0, List.of());
    }

    /** The figures of a batch, before the next is prepared. */
    BatchInfo info(Course course) {
        Batch batch = course.batch;
        BadRecords badRecords = graph.badRecords();
        return new BatchInfo(
                batch.id(),
                batch.time(),
                Math.max(0, course.start - batch.time().milliseconds()),
                course.processing,
                graph.inputs().stream().map(InputOperator::info).toList(),
                graph.stateful().stream().map(StatefulOperator::info).toList(),
                course.outputs,
                badRecords == null ? List.of() : badRecords.rejections(),
                eventTimes.info());
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
