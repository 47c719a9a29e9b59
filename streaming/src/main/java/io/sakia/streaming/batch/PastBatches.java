package io.sakia.streaming.batch;

import io.sakia.connector.Source;
import io.sakia.plan.Plan;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.time.Time;
import java.util.HashMap;
import java.util.Map;

/** Takes a graph through batches of earlier runs once more, on their logged plans. */
final class PastBatches {
    private final StreamGraph graph;
    private final Source.Limit limit;

    PastBatches(StreamGraph graph, Source.Limit limit) {
        this.graph = graph;
        this.limit = limit;
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
                input.prepare(new Source.Limit(0, limit.parallelism()));
            } else {
                input.repeat(share.ranges(), share.end());
            }
        }
        return new Batch(
                planned.batch(),
                new Time(planned.time()),
                new Time(planned.previous()),
                new Time(planned.zero()),
                planned.paused());
    }
}
