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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Gathers consecutive batches into epochs and ends them: seal, publish in the order of the sinks, commit.
 *
 * <pre>
 *   on the batch loop's thread                               beside the batches that follow
 *   open ── batches ──► due ── states stored, log.cut ──► cut ── log.sealed ──► sealed ── sinks publish ──► published ── log.committed ──► committed
 *    │                                                                                                                                    │
 *    └── a failure here drops the epoch: staged output is discarded          sources acknowledge, listeners are told: on the loop ◄───────┘
 * </pre>
 *
 * One epoch comes to its end at a time: the next is cut when it has. Used by the batch loop's thread.
 */
final class Epochs {
    private final StreamGraph graph;
    private final BatchLog log;
    private final StateStoring storing;
    private final EpochEnds ends;
    private final Listeners listeners;
    private final long length;
    private final List<Operator<?>> kept;
    private final Map<InputOperator<?>, Cursor> cursors = new LinkedHashMap<>();
    private @Nullable Ending ending;
    private long epoch;
    private long firstBatch;
    private long lastBatch;
    private long startTime;

    /** An epoch that was cut, until it is known to be over. */
    private record Ending(
            BatchLog.Sealed epoch, Map<InputOperator<?>, Cursor> cursors, FutureTask<BatchLog.Sealed> work) {}

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
     * @param ends where they come to their ends
     * @param listeners are told of each that is committed
     * @param length in milliseconds of batch time; 0 makes each batch an epoch
     */
    Epochs(StreamGraph graph, BatchLog log, StateStoring storing, EpochEnds ends, Listeners listeners, long length) {
        this.graph = graph;
        this.log = log;
        this.storing = storing;
        this.ends = ends;
        this.listeners = listeners;
        this.length = length;
        this.kept = graph.kept();
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

    /** Cuts the open epoch off, once the one before is over, and lets it come to its end. */
    void end() throws Exception {
        await();
        Map<String, List<StoredPart>> states = storing.store(log.states(), epoch);
        for (Operator<?> operator : kept) {
            log.keep(operator, operator.keepOutput().take());
        }
        BatchLog.Sealed cut = new BatchLog.Sealed(epoch, firstBatch, lastBatch, states, sealOutputs());
        log.cut();
        FutureTask<BatchLog.Sealed> work = new FutureTask<>(() -> finish(cut));
        ending = new Ending(cut, new LinkedHashMap<>(cursors), work);
        cursors.clear();
        firstBatch = 0;
        epoch++;
        ends.begin(work);
        collect();
    }

    private BatchLog.Sealed finish(BatchLog.Sealed cut) throws Exception {
        log.sealed(cut);
        for (OutputOperation output : graph.outputs()) {
            output.publish(cut.epoch());
        }
        log.committed(cut.epoch());
        return cut;
    }

    /** Takes note of an epoch that has come to its end; throws why it could not. */
    void collect() throws Exception {
        Ending over = ending;
        if (over != null && over.work.isDone()) {
            collect(over);
        }
    }

    /** Waits until the epoch that was cut last has come to its end; throws why it could not. */
    private void await() throws Exception {
        Ending over = ending;
        if (over != null) {
            over.work.run(); // does nothing where somebody else has begun it
            collect(over);
        }
    }

    private void collect(Ending over) throws Exception {
        try {
            over.work.get();
        } catch (ExecutionException e) {
            ending = null;
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
        ending = null;
        for (Map.Entry<InputOperator<?>, Cursor> entry : over.cursors.entrySet()) {
            entry.getKey().committed(entry.getValue());
        }
        forget();
        BatchLog.Sealed done = over.epoch;
        listeners.tell(listener -> listener.onEpochCommitted(done.epoch(), done.firstBatch(), done.lastBatch()));
    }

    /** No epoch is cut any more: waits until the last one has come to its end. Gives why it could not, or null. */
    @Nullable
    Throwable close() {
        try {
            await();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (Throwable e) { // whatever it is, the stream has ended
            return e;
        } finally {
            ends.close(false);
        }
    }

    /** Ends at once: what does not run yet never does, and what runs is interrupted. A later run finishes what was sealed. */
    void abandon() {
        ends.close(true);
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
        Map<String, List<? extends Sink.Staged>> outputs = new LinkedHashMap<>(4);
        for (OutputOperation output : graph.outputs()) {
            List<? extends Sink.Staged> staged = output.seal();
            if (!staged.isEmpty()) {
                outputs.put(String.valueOf(output.name()), staged);
            }
        }
        return outputs;
    }
}
