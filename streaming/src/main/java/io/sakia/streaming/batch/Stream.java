package io.sakia.streaming.batch;

import io.sakia.connector.Cursor;
import io.sakia.connector.Staging;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import io.sakia.streaming.graph.RefreshedBroadcast;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.keyed.EpochEnd;
import io.sakia.streaming.rate.RateSettings;
import io.sakia.streaming.receiver.ReceivedFolder;
import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Clock;
import io.sakia.streaming.time.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream's life from start to stop: opens inputs and outputs, runs the {@link BatchLoop} on a thread, closes everything when it ends.
 *
 * <pre>
 *   NEW ── start ──► RUNNING ── stop, all inputs ended, or failure ──► ENDED
 *    └───────────────────────── stop ─────────────────────────────────►┘
 * </pre>
 */
public final class Stream {
    private static final Logger LOG = LoggerFactory.getLogger(Stream.class);

    /** The setting that ends a stream after so long without data, as if it were stopped gracefully. */
    private static final String UNTIL_IDLE = "sakia.streaming.untilIdle";

    /** Where a stream stands. */
    public enum Phase {
        NEW,
        RUNNING,
        ENDED
    }

    private final SakiaContext context;
    private final boolean owner;
    private final BatchInterval interval;
    private final Clock clock;
    private final Listeners listeners = new Listeners();
    private final EngineEvents heard = new EngineEvents(listeners);
    private final CountDownLatch ended = new CountDownLatch(1);
    private Console console = Console.standard();
    private BatchLog.Opener logs = (context, graph) -> BatchLog.none();
    private long epochLength;
    private volatile Phase phase = Phase.NEW;
    private volatile @Nullable BatchLoop loop;
    private volatile @Nullable Thread thread;
    private volatile boolean closesContext;
    private @Nullable Executor endsBy;

    /**
     * A stream on a context.
     *
     * @param owner whether the context is closed with the stream
     */
    public Stream(SakiaContext context, BatchInterval interval, Clock clock, boolean owner) {
        this.context = context;
        this.owner = owner;
        this.interval = interval;
        this.clock = clock;
    }

    /** Where it stands. */
    public Phase phase() {
        return phase;
    }

    /** Who is told what happens. */
    public Listeners listeners() {
        return listeners;
    }

    /** Where batches are printed. */
    public void setConsole(Console newConsole) {
        this.console = newConsole;
    }

    /** What runs the ends of epochs, in place of a thread of their own. Who waits for an end runs it if the executor has not. */
    public void setEpochEnds(Executor executor) {
        this.endsBy = executor;
    }

    /**
     * Where the stream keeps what a later run needs.
     *
     * @param epoch in milliseconds how long an epoch is where no setting says it
     */
    public void setLog(BatchLog.Opener opener, long epoch) {
        this.logs = opener;
        this.epochLength = epoch;
    }

    /** Starts the graph that {@code define} completes. */
    public synchronized void start(Supplier<StreamGraph> define) {
        if (phase != Phase.NEW) {
            throw new IllegalStateException(
                    phase == Phase.RUNNING
                            ? "the stream is started already"
                            : "the stream has stopped and can't be started again: make a new StreamingContext");
        }
        StreamGraph graph = define.get();
        Alarm alarm = new Alarm();
        Runnable signal = interval instanceof BatchInterval.SelfClocked ? alarm::ring : () -> {};
        BatchLog log = BatchLog.none();
        BatchLoop newLoop;
        try {
            log = openLog(graph);
            open(graph, log, signal);
            newLoop = loop(graph, log, alarm);
        } catch (RuntimeException e) {
            phase = Phase.ENDED;
            ended.countDown();
            close(graph);
            closing("the checkpoint", log::close);
            throw e;
        }
        BatchLog opened = log;
        loop = newLoop;
        clock.register(alarm);
        context.addEngineListener(heard);
        Thread newThread = new Thread(() -> run(graph, newLoop, opened, alarm), "sakia-batch-loop");
        newThread.setDaemon(true);
        thread = newThread;
        phase = Phase.RUNNING;
        newThread.start();
    }

    /**
     * Stops the stream and closes its context, if it is the owner. Returns when that is done; on the batch loop's own thread it returns at once, and the rest
     * follows when the batch has ended.
     */
    public void stop(boolean gracefully) {
        BatchLoop running;
        synchronized (this) {
            if (phase == Phase.NEW) {
                phase = Phase.ENDED;
                ended.countDown();
            }
            running = loop;
        }
        Thread runner = thread;
        if (running == null || runner == null || phase == Phase.ENDED) {
            closeContext();
        } else if (runner == Thread.currentThread()) {
            closesContext = true;
            end(running, gracefully);
        } else {
            end(running, gracefully);
            if (!gracefully) {
                runner.interrupt();
            }
            awaitEnd(running, runner);
            closeContext();
        }
    }

    private void closeContext() {
        if (owner) {
            context.close();
        }
    }

    private static void end(BatchLoop running, boolean gracefully) {
        if (gracefully) {
            running.drain();
        } else {
            running.stop();
        }
    }

    /** Waits for the end; throws what made the stream fail. */
    public void await() throws InterruptedException {
        ended.await();
        rethrow();
    }

    /** Waits at most so long; gives whether the stream has ended. */
    public boolean await(Duration timeout) throws InterruptedException {
        if (!ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        rethrow();
        return true;
    }

    private void awaitEnd(BatchLoop running, Thread runner) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            running.stop();
            runner.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private BatchLog openLog(StreamGraph graph) {
        try {
            return logs.open(context, graph);
        } catch (IOException e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }

    private BatchLoop loop(StreamGraph graph, BatchLog log, Alarm alarm) {
        long epoch = context.conf()
                .get("sakia.streaming.epoch")
                .map(text -> Durations.parse(text).toMillis())
                .orElse(epochLength);
        EventTimes eventTimes = new EventTimes(graph);
        return new BatchLoop(
                graph,
                eventTimes,
                clock,
                ticks(graph, log, alarm),
                alarm,
                new BatchRunner(graph, eventTimes, new OutputScope(context, console), clock),
                new Epochs(
                        graph,
                        log,
                        (folder, number) -> folder == null
                                ? Map.of() // states are not stored
                                : EpochEnd.store(context, graph.stateful(), folder, number),
                        ends(log, alarm),
                        listeners,
                        epoch),
                log,
                listeners,
                quiet(),
                rates(graph));
    }

    private Rates rates(StreamGraph graph) {
        int cores = context.defaultParallelism();
        return new Rates(graph.inputs(), RateSettings.of(context.conf(), interval, cores), clock, cores);
    }

    /** Without a checkpoint there is nothing to wait for. */
    private EpochEnds ends(BatchLog log, Alarm alarm) {
        if (!log.isDurable()) {
            return EpochEnds.by(Runnable::run);
        }
        Executor executor = endsBy;
        return executor == null ? new EpochThread(clock, alarm::ring) : EpochEnds.by(executor);
    }

    private Quiet quiet() {
        String text = context.conf().get(UNTIL_IDLE).orElse(null);
        if (text == null) {
            return Quiet.endless(clock);
        }
        Duration length;
        try {
            length = Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(UNTIL_IDLE + ": " + e.getMessage(), e);
        }
        if (length.toMillis() < 1) {
            throw new IllegalArgumentException(UNTIL_IDLE + ": a stream is idle after at least 1ms, not " + text
                    + "; leave it out to go on for ever");
        }
        return Quiet.of(clock, length);
    }

    private Ticks ticks(StreamGraph graph, BatchLog log, Alarm alarm) {
        Recovered recovered = log.recovered();
        boolean fresh = recovered.isEmpty();
        if (interval instanceof BatchInterval.Fixed fixed) {
            long length = fixed.duration().toMillis();
            return fresh
                    ? new FixedTicks(clock, alarm, length)
                    : new FixedTicks(clock, alarm, length, recovered.zero());
        }
        return fresh
                ? new SelfClockedTicks(clock, alarm, graph)
                : new SelfClockedTicks(clock, alarm, graph, recovered.zero());
    }

    private void open(StreamGraph graph, BatchLog log, Runnable signal) {
        Recovered recovered = log.recovered();
        ReceivedFolder received = log.received();
        for (InputOperator<?> input : graph.inputs()) {
            if (received != null) {
                input.storeIn(received);
            }
            Cursor from = recovered.cursors().get(String.valueOf(input.name()));
            opening(input.origin(), () -> input.open(context, from, signal));
        }
        for (OutputOperation output : graph.outputs()) {
            Staging staging = log.staging(String.valueOf(output.name()));
            if (staging != null) {
                output.stageIn(staging);
            }
            opening(output.origin(), output::open);
        }
        for (RefreshedBroadcast<?> broadcast : graph.broadcasts()) {
            load(broadcast);
        }
        PastBatches.restore(graph, log);
        opening("the checkpoint", log::begin);
    }

    private void load(RefreshedBroadcast<?> broadcast) {
        try {
            broadcast.open(context, clock.millis());
        } catch (Exception e) {
            throw new IllegalStateException("the first value of " + broadcast.origin() + " can't be loaded: " + e, e);
        }
    }

    private void run(StreamGraph graph, BatchLoop running, BatchLog log, Alarm alarm) {
        try {
            listeners.tell(listener -> listener.onStreamingStarted("batches " + interval));
            running.run();
        } finally {
            context.removeEngineListener(heard);
            try {
                close(graph);
                closing("the checkpoint", log::close);
                console.status("");
                if (closesContext) {
                    closeContext();
                }
            } finally {
                phase = Phase.ENDED;
                listeners.tell(listener -> listener.onStreamingStopped(running.failure()));
                ended.countDown();
                clock.unregister(alarm);
            }
        }
    }

    private void rethrow() {
        BatchLoop finished = loop;
        Throwable failure = finished == null ? null : finished.failure();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new IllegalStateException("the stream failed: " + failure.getMessage(), failure);
        }
    }

    private static void close(StreamGraph graph) {
        graph.inputs().forEach(input -> closing(input.origin(), input::close));
        graph.outputs().forEach(output -> closing(output.origin(), output::close));
    }

    private static void opening(Object origin, Work work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(
                    e.getMessage() == null ? origin + " can't be opened: " + e : e.getMessage(), e);
        }
    }

    private static void closing(Object origin, Work work) {
        try {
            work.run();
        } catch (Exception e) {
            LOG.warn("{} can't be closed", origin, e);
        }
    }

    /** Something that may fail. */
    private interface Work {
        void run() throws Exception;
    }
}
