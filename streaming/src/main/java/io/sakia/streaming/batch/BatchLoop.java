package io.sakia.streaming.batch;

import io.sakia.connector.Cursor;
import io.sakia.connector.Source;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;
import io.sakia.streaming.time.Durations;
import io.sakia.streaming.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that turns the wheel, on a thread of its own.
 *
 * <pre>
 *   what earlier runs left: published, known again, run again
 *      ▼
 *   RUNNING ── tick ── prepare inputs ── log.planned ── run ── epoch due? let it end beside ──► RUNNING
 *      │ │                                              │
 *      │ └─ all inputs ended ──► ENDED                  └─ failure ──► FAILED: the epoch is dropped
 *      ├─ quiet for so long,
 *      │  stop gracefully ─────► DRAINING: inputs take in nothing new; batches until nothing is left ──► ENDED
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
    private final EventTimes eventTimes;
    private final Clock clock;
    private final Ticks ticks;
    private final Alarm alarm;
    private final BatchRunner runner;
    private final Epochs epochs;
    private final BatchLog log;
    private final Listeners listeners;
    private final Quiet quiet;
    private final Rates rates;
    private final PastBatches pastBatches;
    private final long fingerprint;
    private volatile Phase phase = Phase.RUNNING;
    private volatile @Nullable Throwable failure;
    private @Nullable Batch last;
    private long paused;
    /** Whether no batch has run since earlier runs: the first one shows what is due in their states, data or not. */
    private boolean resumed;

    BatchLoop(
            StreamGraph graph,
            EventTimes eventTimes,
            Clock clock,
            Ticks ticks,
            Alarm alarm,
            BatchRunner runner,
            Epochs epochs,
            BatchLog log,
            Listeners listeners,
            Quiet quiet,
            Rates rates) {
        this.graph = graph;
        this.eventTimes = eventTimes;
        this.clock = clock;
        this.ticks = ticks;
        this.alarm = alarm;
        this.runner = runner;
        this.epochs = epochs;
        this.log = log;
        this.listeners = listeners;
        this.quiet = quiet;
        this.rates = rates;
        Source.Limit none = new Source.Limit(0, rates.parallelism());
        this.pastBatches = new PastBatches(graph, eventTimes, input -> input.prepare(none));
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
            goOn(log.recovered());
            turn();
            if (epochs.isOpen() && phase != Phase.STOPPING) {
                epochs.end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // whatever it is, it ends the stream and is told to who awaits it
            if (phase != Phase.STOPPING) {
                failure = e;
            }
        } finally {
            leave();
            discard();
        }
    }

    /** Lets the epoch come to its end that was cut last. If it can't, that was first, whatever else has failed since. */
    private void leave() {
        if (phase == Phase.STOPPING) {
            epochs.abandon();
            return;
        }
        Throwable ending = epochs.close();
        if (ending != null && phase != Phase.STOPPING) {
            if (failure != null) {
                ending.addSuppressed(failure);
            }
            failure = ending;
        }
    }

    /** Takes up what earlier runs have left: what is sealed is published, what windows read is known again, what was planned is run. */
    private void goOn(Recovered recovered) throws Exception {
        if (recovered.isEmpty()) {
            return;
        }
        epochs.finish(recovered);
        for (InputOperator<?> input : graph.inputs()) {
            Cursor cursor = recovered.acknowledged().get(String.valueOf(input.name()));
            if (cursor != null) {
                input.committed(cursor);
            }
        }
        for (BatchLog.Planned past : recovered.sealed()) {
            last = pastBatches.recall(past, recovered.kept());
        }
        for (BatchLog.Planned planned : recovered.planned()) {
            if (phase == Phase.STOPPING) {
                return;
            }
            rates.again();
            last = pastBatches.repeat(planned);
            runBatch(last);
        }
        Batch before = Objects.requireNonNull(last);
        long now = clock.millis();
        long behind = before.time().milliseconds() - now;
        if (behind > 0) {
            LOG.warn(
                    "the clock says {} and is {} behind the last batch, whose time was {}: was it set back? Times never fall, so the"
                            + " next batch waits for the clock",
                    new Time(now),
                    Durations.text(Duration.ofMillis(behind)),
                    before.time());
        }
        paused = before.paused() + Math.max(0, -behind);
        resumed = true;
    }

    private void turn() throws Exception {
        boolean drained = false;
        boolean found = true; // there may be data already: look once before the first wait
        quiet.begin();
        while (phase != Phase.STOPPING) {
            epochs.collect();
            if (phase == Phase.DRAINING && !drained) {
                for (InputOperator<?> input : graph.inputs()) {
                    input.drain();
                }
                rates.drain();
                drained = true;
            }
            Ticks.Tick tick = ticks.await(last, found, drained, wake());
            if (phase == Phase.STOPPING || (phase == Phase.DRAINING && !drained)) {
                continue;
            }
            if (tick == null) {
                found = false;
                continue;
            }
            found = prepare(tick);
            if (found || ((tick.due() || resumed) && !drained) || eventTimes.isDue(tick.time() - paused)) {
                resumed = false;
                runNext(tick);
            } else if (epochs.isDue(tick.time())) {
                epochs.end();
            }
            if (found) {
                quiet.begin();
            } else if (drained) {
                return;
            } else if (quiet.isOver()) {
                drain();
            }
            if (haveEnded(graph.inputs())) {
                return;
            }
        }
    }

    /** In milliseconds the time at which something is to be done even if nothing comes. */
    private long wake() {
        return Math.min(Math.min(epochs.due(), quiet.due()), Math.min(eventDue(), rates.due()));
    }

    /** In milliseconds the time from which event time has something due, even without data. */
    private long eventDue() {
        long due = eventTimes.due();
        return due == StatefulOperator.NEVER || due == Long.MIN_VALUE ? due : due + paused;
    }

    /** Whether there are inputs and all of them have ended. */
    private static boolean haveEnded(List<InputOperator<?>> inputs) {
        for (InputOperator<?> input : inputs) {
            if (!input.ended()) {
                return false;
            }
        }
        return !inputs.isEmpty();
    }

    private boolean prepare(Ticks.Tick tick) throws Exception {
        boolean found = false;
        rates.begin(tick.time());
        List<InputOperator<?>> inputs = graph.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            found |= inputs.get(i).prepare(rates.limit(i));
        }
        return found;
    }

    private void runNext(Ticks.Tick tick) throws Exception {
        Time zero = new Time(ticks.zero());
        Batch former = last;
        Batch batch = former == null
                ? new Batch(1, new Time(tick.time()), zero, zero, paused)
                : new Batch(former.id() + 1, new Time(tick.time()), former.time(), zero, paused);
        last = batch;
        eventTimes.next(batch.runningTime());
        if (log.isDurable()) {
            log.planned(planned(batch));
        }
        runBatch(batch);
    }

    private void runBatch(Batch batch) throws Exception {
        BatchRunner.Course begun = runner.begun(batch);
        tell(begun, StreamingListener::onBatchStarted);
        BatchRunner.Course done;
        try {
            done = runner.run(batch);
        } catch (RuntimeException e) {
            tell(begun, (listener, info) -> listener.onBatchFailed(info, e));
            throw e;
        }
        if (epochs.add(batch)) {
            epochs.end();
        }
        tell(done, StreamingListener::onBatchCompleted);
        rates.end();
    }

    /** Tells of a batch; its figures are gathered only where somebody listens. */
    private void tell(BatchRunner.Course course, BiConsumer<StreamingListener, BatchInfo> event) {
        if (!listeners.isEmpty()) {
            BatchInfo info = runner.info(course);
            listeners.tell(listener -> event.accept(listener, info));
        }
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
                batch.paused(),
                shares,
                rates.parallelism(),
                batch.id(),
                fingerprint,
                eventTimes.marks());
    }

    private void discard() {
        for (OutputOperation output : graph.outputs()) {
            try {
                output.discard(!log.isDurable());
            } catch (Throwable e) { // whatever it is, the stream has ended
                LOG.warn("staged output of {} can't be removed", output.origin(), e);
            }
        }
    }
}
