package io.sakia.streaming.receiver;

import io.sakia.streaming.receiver.Scheduler.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a receiver: starts it, starts it again when it asks for that or fails, and stops it once.
 *
 * <pre>
 *       start()              restart(…), a thread died, onStart failed
 *   NEW ──────► RUNNING ──────────────────────────────────────────────► WAITING
 *                │   ▲                                                     │
 *                │   └──────────────── onStart ◄── the backoff is over ────┤ onStop
 *                │                                                         │
 *                └──────────────── stop(…), drain(), close() ──────────────┤
 *                                                                          ▼
 *                     buffer sealed ◄── all threads have ended, or ──── STOPPED
 *                                       the grace is over               onStop
 * </pre>
 *
 * onStart, onStop and the listener are called by one thread of the receiver's group, in turn; nothing here blocks a receiver's
 * thread but a full buffer.
 */
final class ReceiverSupervisor<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private enum State {
        NEW,
        RUNNING,
        WAITING,
        STOPPED
    }

    /**
     * How a receiver came to its end.
     *
     * @param byItself whether the receiver wanted it, so that the source has ended or failed
     */
    record Stopped(String message, @Nullable Throwable cause, boolean byItself) {}

    private final int streamId;
    private final String source;
    private final Receiver<T> receiver;
    private final ReceiverSettings settings;
    private final ReceiverBuffer<T> buffer;
    private final ReceiverEvents events;
    private final Runnable signal;
    private final Scheduler scheduler;
    private final ReceiverThreads threads;
    private final ThreadPoolExecutor lifecycle;
    private final AtomicInteger failures = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile State state = State.NEW; // changes with the lock held
    private volatile @Nullable Stopped stopped;
    private @Nullable Waiting restart;

    ReceiverSupervisor(
            int streamId,
            String source,
            Receiver<T> receiver,
            ReceiverSettings settings,
            ReceiverBuffer<T> buffer,
            Runnable signal) {
        this.streamId = streamId;
        this.source = source;
        this.receiver = receiver;
        this.settings = settings;
        this.buffer = buffer;
        this.events = new ReceiverEvents(streamId, source, settings);
        this.signal = signal;
        buffer.onFailure(failure -> stop("what it stores can't be logged", failure));
        this.scheduler = settings.schedulers().apply("sakia-receiver-timer");
        this.threads = new ReceiverThreads("sakia-receiver " + source, this::threadDied);
        this.lifecycle = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads::daemon,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Starts the receiver for the first time, and throws what it throws. */
    void start() throws Exception {
        state = State.RUNNING;
        try {
            receiver.attach(this);
        } catch (IllegalStateException e) {
            abandon();
            throw e;
        }
        Future<?> first = lifecycle.submit(() -> {
            receiver.onStart();
            events.started(false);
            return null;
        });
        try {
            first.get();
        } catch (ExecutionException e) {
            abandon();
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        } catch (InterruptedException e) {
            abandon();
            throw e;
        }
    }

    String source() {
        return source;
    }

    int streamId() {
        return streamId;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    /** Whether the run is not over: the receiver runs, or may be started again. */
    boolean isLive() {
        return state != State.STOPPED;
    }

    /** How the receiver was stopped, once all that it stored is in the buffer; null before. */
    @Nullable
    Stopped stopped() {
        return ended.isDone() ? stopped : null;
    }

    void store(T record) {
        buffer.add(record);
        succeeded();
    }

    void storeEach(List<T> records) {
        buffer.addEach(records);
        succeeded();
    }

    /** Stores records that stay together, and waits until they are durable, where they are logged. */
    void storeBlock(List<T> records) {
        CompletableFuture<?> durable = buffer.addTogether(records, null);
        try {
            durable.get();
        } catch (ExecutionException e) {
            throw new ReceiverStoppedException(
                    "a block of " + records.size()
                            + " records may be lost, as it could not be logged, and the receiver of " + source
                            + " is being stopped: " + e.getCause(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReceiverStoppedException(
                    "a thread of the receiver of " + source + " was interrupted while a block of " + records.size()
                            + " records was logged; it may be stored or not",
                    e);
        }
        succeeded();
    }

    /** Stores records that stay together, and tells when they are safe. */
    void storeBlock(List<T> records, Runnable onCommitted) {
        buffer.addTogether(records, () -> acknowledge(onCommitted));
        succeeded();
    }

    private void acknowledge(Runnable onCommitted) {
        try {
            onCommitted.run();
        } catch (RuntimeException e) {
            reportError("it could not acknowledge a block that is committed", e);
        }
    }

    /** A record came, so the next failure is a first one. */
    private void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    void reportError(String message, @Nullable Throwable cause) {
        events.error(message, cause);
    }

    void restart(String message, @Nullable Throwable cause, Duration least) {
        Duration delay = turnToWaiting(message, cause, least);
        if (delay != null) {
            lifecycle.execute(() -> {
                events.restarting(message, cause, delay);
                callOnStop();
                startAfter(delay);
            });
        }
    }

    /** Gives how long to wait, or null if the receiver doesn't run. */
    private synchronized @Nullable Duration turnToWaiting(String message, @Nullable Throwable cause, Duration least) {
        if (state != State.RUNNING) {
            LOG.debug("{} does not run, so a restart is needless: {}", source, message, cause);
            return null;
        }
        state = State.WAITING;
        Duration backoff = settings.backoff().delay(failures.getAndIncrement());
        return least.compareTo(backoff) > 0 ? least : backoff;
    }

    private synchronized void startAfter(Duration delay) {
        if (state == State.WAITING) {
            restart = scheduler.schedule(delay, () -> lifecycle.execute(this::startAgain));
        }
    }

    private void startAgain() {
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.RUNNING;
        }
        try {
            receiver.onStart();
        } catch (Exception e) {
            String message = "it could not be started";
            Duration delay = turnToWaiting(message, e, Duration.ZERO);
            if (delay != null) {
                events.restarting(message, e, delay);
                startAfter(delay);
            }
            return;
        } catch (Error e) {
            stop("it could not be started", e);
            return;
        }
        events.started(true);
    }

    private void threadDied(Thread thread, Throwable thrown) {
        String message = "an exception ended its thread '" + thread.getName() + "'";
        if (!isLive()) {
            LOG.debug("{} is stopped, and {}", source, message, thrown);
        } else if (thrown instanceof Error) {
            stop(message, thrown);
        } else {
            restart(message, thrown, Duration.ZERO);
        }
    }

    /** The receiver's own wish to end. */
    void stop(String message, @Nullable Throwable cause) {
        halt(new Stopped(message, cause, true));
    }

    /** Stops the receiver and waits for its threads, at most for the grace, or until {@link #close}. */
    void drain() throws InterruptedException {
        halt(new Stopped("it was drained", null, false));
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes this future with an exception", e);
        }
    }

    /** Stops the receiver; what waits to be stored is refused. */
    void close() {
        buffer.seal();
        if (!halt(new Stopped("it was closed", null, false)) && !ended.isDone()) {
            giveUp();
        }
        ended.join(); // also on a thread that is interrupted, as that of a stream that stops at once is: onStop gets
        // its grace
        lifecycle.shutdown();
        scheduler.close();
    }

    /** Begins to stop, unless that was done before: false then. */
    private boolean halt(Stopped how) {
        boolean started;
        synchronized (this) {
            if (state == State.STOPPED) {
                return false;
            }
            started = state == State.RUNNING;
            state = State.STOPPED;
            stopped = how;
            if (restart != null) {
                restart.cancel();
            }
        }
        buffer.drain();
        Waiting givingUp = scheduler.schedule(settings.grace(), this::giveUp);
        lifecycle.execute(() -> {
            try {
                events.stopped(how.message(), how.cause());
                if (started) {
                    callOnStop();
                }
                threads.awaitOthers();
            } catch (InterruptedException e) {
                LOG.debug("{}: the wait for its threads was given up", source);
            } finally {
                givingUp.cancel();
                end();
            }
        });
        return true;
    }

    private void giveUp() {
        if (!ended.isDone()) {
            List<String> left = threads.others().stream()
                    .map(Thread::getName)
                    .filter(name ->
                            !name.equals(threads.getName())) // the one that calls onStop, and waits for the others
                    .toList();
            events.error(
                    "it was stopped, but its threads did not end and are left: " + left + "; let onStop wake them up",
                    null);
            threads.interrupt();
            end();
        }
    }

    private void end() {
        buffer.seal();
        if (ended.complete(null)) {
            signal.run();
        }
    }

    /** Gives up a receiver whose first start failed. */
    private synchronized void abandon() {
        state = State.STOPPED;
        buffer.seal();
        ended.complete(null);
        lifecycle.shutdownNow();
        threads.interrupt();
        scheduler.close();
    }

    private void callOnStop() {
        try {
            receiver.onStop();
        } catch (Exception e) {
            events.error("it could not be stopped as it should be", e);
        }
    }
}
