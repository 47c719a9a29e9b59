package io.sakia.streaming.batch;

import io.sakia.connector.Cursor;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.OutputScope;
import io.sakia.streaming.graph.RefreshedBroadcast;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.receiver.ReceivedFolder;
import io.sakia.streaming.time.Clock;
import java.util.List;

/**
 * Runs past batches again, one after the other, as a recovery does, and goes on from none of them: no input is opened, nothing is logged, and
 * what outputs stage is nobody's to publish.
 *
 * <pre>
 *   begin: states, windows, totals as they were ──► run(41) ──► run(42) ── endEpoch ──► run(43) …
 * </pre>
 */
public final class Rerun {
    private final SakiaContext context;
    private final StreamGraph graph;
    private final BatchLog log;
    private final PastBatches batches;
    private final BatchRunner runner;

    /**
     * Batches of a graph that is used for nothing else.
     *
     * @param log as it stood before the first batch
     */
    public Rerun(SakiaContext context, StreamGraph graph, BatchLog log, Console console, Clock clock) {
        this.context = context;
        this.graph = graph;
        this.log = log;
        EventTimes eventTimes = new EventTimes(graph);
        this.batches = new PastBatches(graph, eventTimes, input -> input.repeat(List.of(), new Nowhere()));
        this.runner = new BatchRunner(graph, eventTimes, new OutputScope(context, console), clock);
    }

    /**
     * Brings the graph to where it stood before a batch. Broadcasts that are loaded again as time passes have the values of now.
     *
     * @param first the batch that is run first
     */
    public void begin(BatchLog.Planned first) throws Exception {
        Recovered before = log.recovered();
        ReceivedFolder received = log.received();
        for (InputOperator<?> input : graph.inputs()) {
            if (received != null) {
                input.storeIn(received);
            }
            input.countIn(context);
        }
        for (RefreshedBroadcast<?> broadcast : graph.broadcasts()) {
            broadcast.open(context, first.time());
        }
        PastBatches.restore(graph, log);
        log.begin();
        for (BatchLog.Planned sealed : before.sealed()) {
            batches.recall(sealed, before.kept());
        }
    }

    /**
     * Runs the next batch.
     *
     * @throws BatchFailedException which says where it failed
     */
    public BatchInfo run(BatchLog.Planned batch) throws Exception {
        return runner.info(runner.run(batches.repeat(batch)));
    }

    /** Stands for the shape of a program, as {@link BatchLog.Planned#fingerprint}. */
    public static long fingerprint(StreamGraph graph) {
        return Fingerprint.of(graph);
    }

    /** The batches that were run are those of an epoch: what would be stored at its end is let go of. */
    public void endEpoch() {
        graph.kept().forEach(operator -> operator.keepOutput().take());
    }

    /** Stands for the place in a source from which nothing was read. */
    private record Nowhere() implements Cursor {}
}
