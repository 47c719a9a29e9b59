package io.sakia.streaming.batch;

import io.sakia.connector.Source;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that turns the wheel, on a thread of its own.
 *
 * <pre>
 *   RUNNING ── tick ── prepare inputs ── log.planned ── run ── epoch due? seal, publish, commit ──► RUNNING
 *      │ │                                              │
 *      │ └─ all inputs ended ──► ENDED                  └─ failure ──► FAILED: the epoch is dropped
 *      ├─ stop gracefully ─────► DRAINING: inputs take in nothing new; batches until nothing is left ──► ENDED
 *      └─ stop at once ────────► ENDED: running jobs are cancelled, the epoch is dropped
 * </pre>
 */
final class BatchLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchLoop.class);

    private enum Phase {
        RUNNING,
        DRAINING,
        STOPPING
    }

    private final StreamGraph graph;
    private final Ticks ticks;
    private final Alarm alarm;
    private final BatchRunner runner;
    private final Epochs epochs;
    private final BatchLog log;
    private final Listeners listeners;
    private final Source.Limit limit;
    private final long fingerprint;
    private volatile Phase phase = Phase.RUNNING;
    private volatile @Nullable Throwable failure;
    private @Nullable Batch last;

    BatchLoop(
            StreamGraph graph,
            Ticks ticks,
            Alarm alarm,
            BatchRunner runner,
            Epochs epochs,
            BatchLog log,
            Listeners listeners,
            Source.Limit limit) {
        this.graph = graph;
        this.ticks = ticks;
        this.alarm = alarm;
        this.runner = runner;
        this.epochs = epochs;
        this.log = log;
        this.listeners = listeners;
        this.limit = limit;
        this.fingerprint = Fingerprint.of(graph);
    }

    /** Why the loop ended, or null if it was stopped or all inputs ended. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Takes in nothing new, finishes what is there, and ends. */
    void drain() {
        if (phase == Phase.RUNNING) {
            phase = Phase.DRAINING;
        }
        alarm.ring();
    }

    /** Ends after what runs now, which the caller cancels. */
    void stop() {
        phase = Phase.STOPPING;
        alarm.ring();
    }

    @Override
    public void run() {
        try {
            turn();
            if (epochs.isOpen() && phase != Phase.STOPPING) {
                endEpoch();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // whatever it is, it ends the stream and is told to who awaits it
            if (phase != Phase.STOPPING) {
                failure = e;
            }
        } finally {
            discard();
        }
    }

    private void turn() throws Exception {
        boolean drained = false;
        boolean found = true; // there may be data already: look once before the first wait
        while (phase != Phase.STOPPING) {
            if (phase == Phase.DRAINING && !drained) {
                for (InputOperator<?> input : graph.inputs()) {
                    input.drain();
                }
                drained = true;
            }
            Ticks.Tick tick = ticks.await(last, found, drained);
            if (phase == Phase.STOPPING || (phase == Phase.DRAINING && !drained)) {
                continue;
            }
            if (tick == null) {
                found = false;
                continue;
            }
            found = prepare();
            if (found || (tick.due() && !drained)) {
                runBatch(tick);
            }
            if (drained && !found) {
                return;
            }
            if (!graph.inputs().isEmpty() && graph.inputs().stream().allMatch(InputOperator::ended)) {
                return;
            }
        }
    }

    private boolean prepare() throws Exception {
        boolean found = false;
        for (InputOperator<?> input : graph.inputs()) {
            found |= input.prepare(limit);
        }
        return found;
    }

    private void runBatch(Ticks.Tick tick) throws Exception {
        Time zero = new Time(ticks.zero());
        Batch former = last;
        Batch batch = former == null
                ? new Batch(1, new Time(tick.time()), zero, zero)
                : new Batch(former.id() + 1, new Time(tick.time()), former.time(), zero);
        last = batch;
        log.planned(planned(batch));
        BatchInfo begun = runner.begun(batch);
        listeners.tell(listener -> listener.onBatchStarted(begun));
        BatchInfo done;
        try {
            done = runner.run(batch);
        } catch (RuntimeException e) {
            listeners.tell(listener -> listener.onBatchFailed(begun, e));
            throw e;
        }
        if (epochs.add(batch)) {
            endEpoch();
        }
        listeners.tell(listener -> listener.onBatchCompleted(done));
    }

    private void endEpoch() throws Exception {
        BatchLog.Sealed epoch = epochs.end();
        listeners.tell(listener -> listener.onEpochCommitted(epoch.epoch(), epoch.firstBatch(), epoch.lastBatch()));
    }

    private BatchLog.Planned planned(Batch batch) {
        List<BatchLog.Share> shares = new ArrayList<>();
        for (InputOperator<?> input : graph.inputs()) {
            shares.add(new BatchLog.Share(Objects.requireNonNull(input.name()), input.ranges(), input.cursor()));
        }
        return new BatchLog.Planned(
                batch.id(),
                batch.time().milliseconds(),
                batch.previous().milliseconds(),
                batch.zero().milliseconds(),
                shares,
                limit.parallelism(),
                batch.id(),
                fingerprint);
    }

    private void discard() {
        for (OutputOperation output : graph.outputs()) {
            try {
                output.discard();
            } catch (Exception e) {
                LOG.warn("staged output of {} can't be removed", output.origin(), e);
            }
        }
    }
}
