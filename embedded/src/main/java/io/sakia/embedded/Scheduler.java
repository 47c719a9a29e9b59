package io.sakia.embedded;

import io.sakia.engine.Skew;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives tasks to threads: never more than a fixed number at once, over all jobs. A job's calling thread runs its job's tasks
 * itself while there is a permit for it; pool threads do the rest. Jobs of a kind that took next to no time lately ({@link JobCost}) are left to
 * their calling threads, since waking another one takes longer; a {@link Watch} looks after them.
 *
 * <p>One lock guards the states of all jobs. It is held for a few steps per task, never while user code runs. A thread that has
 * nothing to do waits on a condition of its own, and no more threads are woken than there are tasks and permits for.
 */
final class Scheduler {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final ReadyJobs queue;
    private final Set<JobRun> jobs = new HashSet<>();
    private final ArrayDeque<Waiter> idle = new ArrayDeque<>();
    private final Watch watch = new Watch();
    private final Overseer overseer = new Overseer(lock, jobs);
    private final Set<Thread> threads = new LinkedHashSet<>();
    private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
    private final Environment environment;
    private final SchedulerSettings settings;
    private final int permits;
    private int running;
    /** Threads that were promised a task and have not looked for it yet. */
    private int promised;

    private int started;
    private boolean closed;

    Scheduler(int permits, SchedulerSettings settings, Environment environment) {
        this.permits = permits;
        this.settings = settings;
        this.queue = new ReadyJobs(settings);
        this.environment = environment;
    }

    /** The queue that this scheduler's jobs line up in. */
    ReadyJobs queue() {
        return queue;
    }

    /** Looks for slow tasks and skewed keys. */
    Overseer overseer() {
        return overseer;
    }

    /** Runs a job to its end, with this thread's help; none of its tasks runs any more when this returns. */
    void run(JobRun job) {
        for (Task task = submit(job); task != null; task = next(job, task)) {
            task.run(environment);
        }
        if (job.wasInterrupted()) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cancels a job, from any thread. */
    void cancel(JobRun job, String reason) {
        lock.lock();
        try {
            job.cancel(reason);
            job.signalIfOver();
        } finally {
            lock.unlock();
        }
    }

    /** Cancels all jobs and ends the pool threads; returns when they have ended and no task runs, unless a task calls it. */
    void close() {
        List<Thread> ending;
        Thread looking;
        lock.lock();
        try {
            closed = true;
            looking = overseer.close();
            boolean insideTask = false;
            for (JobRun job : jobs) {
                insideTask |= job.runsOn(Thread.currentThread());
                job.cancel("the engine was closed");
                job.signalIfOver();
            }
            idle.forEach(Waiter::signal);
            while (!insideTask && running > 0) {
                quiet.awaitUninterruptibly();
            }
            ending = insideTask ? List.of() : List.copyOf(threads);
        } finally {
            lock.unlock();
        }
        ending.forEach(Scheduler::join);
        if (looking != null) {
            join(looking);
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // threads that have no task end at once, so this does not hold anybody up
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Task submit(JobRun job) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the engine is closed: " + job.origin() + " can't run");
            }
            jobs.add(job);
            overseer.needed();
            job.start(new Waiter(lock.newCondition()));
            return takeOwn(job);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Task next(JobRun job, Task done) {
        lock.lock();
        try {
            if (ended(done)) {
                job.interrupted();
            }
            job.report(done);
            tellSkew(done);
            return takeOwn(job);
        } finally {
            lock.unlock();
        }
    }

    /** The calling thread's next task, or null once its job is over. */
    private @Nullable Task takeOwn(JobRun job) {
        while (!job.isOver()) {
            if (Thread.interrupted()) {
                job.interrupted();
                continue;
            }
            wakeFor(job);
            Task task = running + promised < permits ? queue.take(job) : null;
            if (task != null) {
                running++;
                wakeFor(null);
                return task;
            }
            wakeFor(null);
            await(job);
        }
        jobs.remove(job);
        job.end();
        wakeFor(null);
        return null;
    }

    private void await(JobRun job) {
        try {
            job.caller().await();
        } catch (InterruptedException e) {
            job.interrupted();
        }
        redeem(job.caller());
    }

    /** A pool thread's life. No frame holds a task while the thread waits: what a job put out must not live as long as it idles. */
    private void work(PoolThread me) {
        while (next(me)) {
            run(me);
        }
    }

    private void run(PoolThread me) {
        me.task().run(environment);
    }

    private boolean next(PoolThread me) {
        lock.lock();
        try {
            report(me);
            return takeAny(me);
        } finally {
            lock.unlock();
        }
    }

    private void report(PoolThread me) {
        Task done = me.handBack();
        if (done != null) {
            ended(done);
            JobRun job = done.stage().job();
            job.report(done);
            tellSkew(done);
            job.signalIfOver();
        }
    }

    private void tellSkew(Task done) {
        Skew skew = done.stage().skew();
        if (skew != null) {
            overseer.found(skew);
        }
    }

    /** Gives a pool thread its next task; false once the engine is closed. */
    private boolean takeAny(PoolThread me) {
        redeem(me.waiter());
        while (!closed) {
            if (running + promised < permits && me.take(queue.take())) {
                running++;
                wakeFor(null);
                return true;
            }
            wakeFor(null);
            if (!waitForTask(me.waiter())) {
                return false;
            }
        }
        return false;
    }

    /** Waits until a task is promised or the engine closes; false if this thread was idle for so long that it ends. */
    private boolean waitForTask(Waiter me) {
        idle.addLast(me);
        long nanos = settings.idleTimeout().toNanos();
        while (!closed && !redeem(me)) {
            if (watch.isKeptBy(me)) {
                look(me);
                continue;
            }
            if (nanos <= 0 && threads.size() > settings.minThreads()) {
                idle.remove(me);
                threads.remove(Thread.currentThread());
                return false;
            }
            nanos = me.await(nanos > 0 ? nanos : settings.idleTimeout().toNanos());
        }
        return true;
    }

    /** Waits for a while; if nothing has come meanwhile, small jobs that last get other threads. */
    private void look(Waiter me) {
        if (me.await(Watch.NANOS) <= 0 && watch.look(queue.inTurn())) {
            wakeFor(null);
        }
    }

    /** Notes that a task has ended on this thread; true if the thread was interrupted, and not for the task's sake. */
    private boolean ended(Task task) {
        running--;
        if (running == 0 && closed) {
            quiet.signalAll();
        }
        task.stage().job().ended(task);
        boolean flag = Thread.interrupted();
        return !task.wasInterrupted() && (flag || Failures.isInterruption(task.failure()));
    }

    private boolean redeem(Waiter waiter) {
        boolean had = waiter.redeem();
        if (had) {
            promised--;
        }
        return had;
    }

    /** Wakes threads for the tasks of the jobs whose turn comes before that of {@code end}, or of all jobs. */
    private void wakeFor(@Nullable JobRun end) {
        int tasks = 0;
        for (JobRun job : queue.inTurn()) {
            if (job == end) {
                break;
            }
            tasks += job.isSmall() && watch.keep(idle) ? job.caller().isFree() ? 1 : 0 : job.readyTasks();
        }
        int more = Math.min(tasks, permits - running) - promised;
        for (JobRun job : queue.inTurn()) {
            if (more <= 0 || job == end) {
                return;
            }
            if (job.caller().isFree()) {
                job.caller().promise();
                promised++;
                more--;
            }
        }
        boolean watched = watch.isKept();
        while (more > 0 && wakeThread()) {
            more--;
        }
        if (watched && !watch.isKept()) {
            wakeFor(end); // for small jobs too, which nobody looks after now
        }
    }

    private boolean wakeThread() {
        Waiter waiter = idle.pollLast();
        if (waiter != null) {
            watch.leave(waiter);
            waiter.promise();
            promised++;
            return true;
        }
        return threads.size() < permits && startThread();
    }

    private boolean startThread() {
        Waiter waiter = new Waiter(lock.newCondition());
        PoolThread life = new PoolThread(waiter);
        Thread thread = new Thread(() -> work(life), "sakia-executor-" + ++started);
        thread.setDaemon(true);
        thread.setContextClassLoader(classLoader);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            return false; // the system gives no more threads: those that there are do the work
        }
        threads.add(thread);
        waiter.promise();
        promised++;
        return true;
    }
}
