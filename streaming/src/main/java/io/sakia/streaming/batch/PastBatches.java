package io.sakia.streaming.batch;

import io.sakia.plan.Plan;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StoredOperator;
import io.sakia.streaming.time.Time;
import java.util.HashMap;
import java.util.Map;

/** Takes a graph through batches of earlier runs once more, on their logged plans. */
final class PastBatches {
    private final StreamGraph graph;
    private final EventTimes eventTimes;
    private final Nothing nothing;

    /** Gives an input the share of a batch in which there was nothing for it. */
    @FunctionalInterface
    interface Nothing {
        void prepare(InputOperator<?> input) throws Exception;
    }

    /**
     * Batches of a graph.
     *
     * @param eventTimes of that graph
     * @param nothing for an input that the program did not have then
     */
    PastBatches(StreamGraph graph, EventTimes eventTimes, Nothing nothing) {
        this.graph = graph;
        this.eventTimes = eventTimes;
        this.nothing = nothing;
    }

    /** Gives operators what a log has of them, before the first batch. */
    static void restore(StreamGraph graph, BatchLog log) {
        StateFolder folder = log.states();
        if (folder != null) {
            Map<String, StoredOperator> stored = log.recovered().states();
            graph.stateful().forEach(operator -> operator.storeIn(folder, stored.get(String.valueOf(operator.name()))));
        }
        if (log.isDurable()) {
            graph.kept().forEach(Operator::keepOutput);
        }
    }

    /**
     * Lets operators know a batch that is sealed: windows and what is remembered read it again. Runs nothing.
     *
     * @param kept what was stored of the output of operators, by operator and batch
     */
    Batch recall(BatchLog.Planned planned, Map<String, Map<Long, Plan<?>>> kept) throws Exception {
        Batch batch = repeat(planned);
        for (Operator<?> operator : graph.kept()) {
            Plan<?> stored =
                    kept.getOrDefault(String.valueOf(operator.name()), Map.of()).get(batch.id());
            if (stored != null) {
                operator.keepOutput().recalls(batch.id(), stored);
            }
        }
        for (Operator<?> operator : graph.operators()) {
            operator.advance(batch);
            operator.plan(batch);
        }
        graph.operators().forEach(Operator::release);
        return batch;
    }

    /** Gives each input the share that was logged, so that the batch can run again; an input that the program did not have then gets nothing. */
    Batch repeat(BatchLog.Planned planned) throws Exception {
        Map<String, BatchLog.Share> shares = new HashMap<>();
        planned.sources().forEach(share -> shares.put(share.source(), share));
        for (InputOperator<?> input : graph.inputs()) {
            BatchLog.Share share = shares.get(String.valueOf(input.name()));
            if (share == null) {
                nothing.prepare(input);
            } else {
                input.repeat(share.ranges(), share.end());
            }
        }
        eventTimes.next(planned.marks());
        return new Batch(
                planned.batch(),
                new Time(planned.time()),
                new Time(planned.previous()),
                new Time(planned.zero()),
                planned.paused());
    }
}
