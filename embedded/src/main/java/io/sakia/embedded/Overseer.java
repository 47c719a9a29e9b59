package io.sakia.embedded;

import io.sakia.engine.EngineListener;
import io.sakia.engine.Skew;
import io.sakia.engine.SlowTask;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that looks at jobs twice a second while there are some, and tells of slow tasks and skewed keys.
 *
 * <pre>
 *   NOBODY ── a job is submitted ──► LOOKS ── no job in {@link #QUIET} looks, or the engine closes ──► NOBODY
 * </pre>
 *
 * Nobody waits for it, and tasks and small jobs do nothing for it. {@link #needed} and {@link #close} are called with the scheduler's lock held.
 */
final class Overseer {
    private static final Logger LOG = LoggerFactory.getLogger(Overseer.class);
    private static final int QUIET = 20;
    private static final int MOST_KEYS = 1000;

    private final ReentrantLock lock;
    private final Condition closing;
    private final Collection<JobRun> jobs;
    private final Stragglers stragglers = new Stragglers();
    private final ConcurrentLinkedQueue<Skew> skews = new ConcurrentLinkedQueue<>();
    private final List<EngineListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> told = new HashSet<>();
    private @Nullable Thread thread;
    private boolean used;
    private boolean closed;

    /**
     * An overseer of jobs.
     *
     * @param lock guards the jobs
     */
    Overseer(ReentrantLock lock, Collection<JobRun> jobs) {
        this.lock = lock;
        this.closing = lock.newCondition();
        this.jobs = jobs;
    }

    void listen(EngineListener listener) {
        listeners.add(listener);
    }

    void forget(EngineListener listener) {
        listeners.remove(listener);
    }

    /** There is a job. */
    void needed() {
        used = true;
        if (thread == null && !closed) {
            Thread started = new Thread(this::work, "sakia-overseer");
            started.setDaemon(true);
            thread = started;
            try {
                started.start();
            } catch (OutOfMemoryError e) {
                thread = null; // the system gives no more threads, and this is the one that can be missed
            }
        }
    }

    /** A shuffle has placed its records, and a partition gets too many. */
    void found(Skew skew) {
        if (skews.size() < MOST_KEYS) {
            skews.add(skew);
        }
    }

    /** Ends the thread, which is given, if there is one. */
    @Nullable
    Thread close() {
        closed = true;
        closing.signalAll();
        return thread == Thread.currentThread() ? null : thread;
    }

    private void work() {
        for (int quiet = 0; quiet <= QUIET; ) {
            List<Stragglers.Found> found;
            lock.lock();
            try {
                await();
                if (closed) {
                    return;
                }
                found = stragglers.look(jobs);
                quiet = used || !jobs.isEmpty() ? 0 : quiet + 1;
                used = false;
                if (quiet > QUIET) {
                    thread = null;
                }
            } finally {
                lock.unlock();
            }
            tell(found);
        }
    }

    private void await() {
        for (long left = Stragglers.NANOS; left > 0 && !closed; ) {
            try {
                left = closing.awaitNanos(left);
            } catch (InterruptedException e) {
                return; // by nobody who means this thread
            }
        }
    }

    private void tell(List<Stragglers.Found> found) {
        for (Stragglers.Found each : found) {
            SlowTask slow = each.task();
            SlowTask task = new SlowTask(
                    slow.job(),
                    slow.operator(),
                    slow.partition(),
                    slow.attempt(),
                    slow.running(),
                    slow.others(),
                    slow.usual(),
                    Whereabouts.of(each.thread()));
            LOG.warn("{}", task);
            each(listener -> listener.onSlowTask(task));
        }
        for (Skew skew; (skew = skews.poll()) != null; ) {
            Skew one = skew;
            if (told.size() < MOST_KEYS && told.add(one.operator() + " " + one.key())) {
                LOG.warn("{}", one);
                each(listener -> listener.onSkew(one));
            }
        }
    }

    private void each(Consumer<EngineListener> event) {
        for (EngineListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("the listener {} failed; the engine goes on", listener, e);
            }
        }
    }
}
