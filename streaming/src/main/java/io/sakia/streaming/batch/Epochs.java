package io.sakia.streaming.batch;

import io.sakia.connector.Cursor;
import io.sakia.connector.Sink;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StoredPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers consecutive batches into epochs and ends them: seal, publish in the order of the sinks, commit.
 *
 * <pre>
 *   open ── batches ──► due ── states stored ── log.sealed ──► sealed ── sinks publish ──► published ── log.committed ──► committed
 *    │                                                                                                                        │
 *    └── a failure here drops the epoch: staged output is discarded                             sources acknowledge ◄──────────┘
 * </pre>
 */
final class Epochs {
    private final StreamGraph graph;
    private final BatchLog log;
    private final StateStoring storing;
    private final long length;
    private final Map<InputOperator<?>, Cursor> cursors = new LinkedHashMap<>();
    private long epoch;
    private long firstBatch;
    private long lastBatch;
    private long startTime;

    /** Stores the states at an epoch's end. */
    @FunctionalInterface
    interface StateStoring {
        /**
         * Stores what has changed since the last epoch.
         *
         * @param folder where to, or null if states are not stored
         * @return what each stateful operator has stored, by its name
         */
        Map<String, List<StoredPart>> store(@Nullable StateFolder folder, long epoch) throws Exception;
    }

    /**
     * Epochs of a length.
     *
     * @param length in milliseconds of batch time; 0 makes each batch an epoch
     */
    Epochs(StreamGraph graph, BatchLog log, StateStoring storing, long length) {
        this.storing = storing;
        this.graph = graph;
        this.log = log;
        this.length = length;
        this.epoch = log.recovered().epoch() + 1;
    }

    /** Publishes what an earlier run has sealed, if it may not have come to the end of that. */
    void finish(Recovered recovered) throws Exception {
        if (recovered.committed()) {
            return;
        }
        for (OutputOperation output : graph.outputs()) {
            output.restore(recovered.outputs().getOrDefault(String.valueOf(output.name()), List.of()));
            output.publish(recovered.epoch());
        }
        log.committed(recovered.epoch());
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
        return isDue(batch.time().milliseconds());
    }

    /** Whether there are batches that no epoch has ended. */
    boolean isOpen() {
        return firstBatch != 0;
    }

    /** In milliseconds the time at which the open epoch should end; {@link Long#MAX_VALUE} if none is open. */
    long due() {
        return isOpen() ? startTime + length : Long.MAX_VALUE;
    }

    /** Whether the open epoch should end at a time. */
    boolean isDue(long time) {
        return isOpen() && time >= due();
    }

    /** Ends the epoch. */
    BatchLog.Sealed end() throws Exception {
        Map<String, List<StoredPart>> states = storing.store(log.states(), epoch);
        for (Operator<?> operator : graph.kept()) {
            log.keep(operator, operator.keepOutput().take());
        }
        BatchLog.Sealed sealed = new BatchLog.Sealed(epoch, firstBatch, lastBatch, states, sealOutputs());
        log.sealed(sealed);
        for (OutputOperation output : graph.outputs()) {
            output.publish(epoch);
        }
        log.committed(epoch);
        for (Map.Entry<InputOperator<?>, Cursor> entry : cursors.entrySet()) {
            entry.getKey().committed(entry.getValue());
        }
        cursors.clear();
        forget();
        firstBatch = 0;
        epoch++;
        return sealed;
    }

    private void forget() throws Exception {
        Map<String, Cursor> forgotten = log.forgotten();
        for (InputOperator<?> input : graph.inputs()) {
            Cursor cursor = forgotten.get(String.valueOf(input.name()));
            if (cursor != null) {
                input.forgotten(cursor);
            }
        }
    }

    private Map<String, List<? extends Sink.Staged>> sealOutputs() {
        Map<String, List<? extends Sink.Staged>> outputs = new LinkedHashMap<>();
        for (OutputOperation output : graph.outputs()) {
            List<? extends Sink.Staged> staged = output.seal();
            if (!staged.isEmpty()) {
                outputs.put(String.valueOf(output.name()), staged);
            }
        }
        return outputs;
    }
}
