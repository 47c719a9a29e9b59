package io.sakia.streaming.batch;

import io.sakia.connector.Cursor;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.StreamGraph;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gathers consecutive batches into epochs and ends them: seal, publish in the order of the sinks, commit.
 *
 * <pre>
 *   open ── batches ──► due ── log.sealed ──► sealed ── sinks publish ──► published ── log.committed ──► committed
 *    │                                                                                                      │
 *    └── a failure here drops the epoch: staged output is discarded           sources acknowledge ◄──────────┘
 * </pre>
 */
final class Epochs {
    private final StreamGraph graph;
    private final BatchLog log;
    private final long length;
    private final Map<InputOperator<?>, Cursor> cursors = new LinkedHashMap<>();
    private long epoch = 1;
    private long firstBatch;
    private long lastBatch;
    private long startTime;

    /**
     * Epochs of a length.
     *
     * @param length in milliseconds of batch time; 0 makes each batch an epoch
     */
    Epochs(StreamGraph graph, BatchLog log, long length) {
        this.graph = graph;
        this.log = log;
        this.length = length;
    }

    /** Takes a batch that is complete; gives whether the epoch should end. */
    boolean add(Batch batch) {
        if (firstBatch == 0) {
            firstBatch = batch.id();
            startTime = batch.previous().milliseconds();
        }
        lastBatch = batch.id();
        for (InputOperator<?> input : graph.inputs()) {
            Cursor cursor = input.cursor();
            if (cursor != null) {
                cursors.put(input, cursor);
            }
        }
        return batch.time().milliseconds() - startTime >= length;
    }

    /** Whether there are batches that no epoch has ended. */
    boolean isOpen() {
        return firstBatch != 0;
    }

    /** Ends the epoch. */
    BatchLog.Sealed end() throws Exception {
        BatchLog.Sealed sealed = new BatchLog.Sealed(epoch, firstBatch, lastBatch);
        log.sealed(sealed);
        graph.stateful().forEach(StatefulOperator::sealed);
        for (OutputOperation output : graph.outputs()) {
            output.publish(epoch);
        }
        log.committed(epoch);
        for (Map.Entry<InputOperator<?>, Cursor> entry : cursors.entrySet()) {
            entry.getKey().committed(entry.getValue());
        }
        cursors.clear();
        firstBatch = 0;
        epoch++;
        return sealed;
    }
}
