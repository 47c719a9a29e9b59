package io.sakia.embedded;

import io.sakia.engine.SlowTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Finds tasks that take much longer than others of their stage, by looking now and then. A task's time is counted in looks, so that tasks need not note when
 * they begin.
 *
 * <pre>
 *   look   1      2      3      4
 *   a      runs   ended: took 0.4 s
 *   b      runs   runs   runs   runs: 1.5 s at least, and that is more than four times what the others took
 * </pre>
 *
 * Guarded by the scheduler's lock.
 */
final class Stragglers {
    /** From one look to the next. */
    static final long NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long LEAST = TimeUnit.SECONDS.toNanos(1);
    private static final int TIMES = 4;
    /** Of a task that nothing can be compared with. */
    private static final long LONG = TimeUnit.SECONDS.toNanos(10);

    private final IdentityHashMap<Task, Seen> seen = new IdentityHashMap<>();
    private long looks;

    /** A task as it was seen first. */
    private static final class Seen {
        final long first;
        long last;
        boolean told;

        Seen(long look) {
            first = look;
        }
    }

    /** A task that is slow, and the thread that runs it. */
    record Found(SlowTask task, Thread thread) {}

    /** Looks at what runs. Gives tasks that are slow and were not told of yet. */
    List<Found> look(Collection<JobRun> jobs) {
        looks++;
        List<Found> found = new ArrayList<>(0);
        for (JobRun job : jobs) {
            for (Task task : job.running()) {
                Seen its = seen.computeIfAbsent(task, key -> new Seen(looks));
                its.last = looks;
                Thread thread = task.thread();
                if (!its.told && thread != null && isSlow(task.stage(), (looks - its.first) * NANOS)) {
                    its.told = true;
                    found.add(new Found(describe(task, (looks - its.first) * NANOS), thread));
                }
            }
        }
        for (Iterator<Seen> all = seen.values().iterator(); all.hasNext(); ) {
            if (all.next().last < looks) {
                all.remove();
            }
        }
        return found;
    }

    private static boolean isSlow(StageRun stage, long nanos) {
        return stage.succeededTasks() == 0
                ? nanos >= LONG
                : nanos > LEAST && nanos > TIMES * (stage.succeededNanos() / stage.succeededTasks());
    }

    private static SlowTask describe(Task task, long nanos) {
        StageRun stage = task.stage();
        int others = stage.succeededTasks();
        return new SlowTask(
                stage.job().origin(),
                stage.origin(),
                task.partition(),
                task.attempt(),
                Duration.ofNanos(nanos),
                others,
                Duration.ofNanos(others == 0 ? 0 : stage.succeededNanos() / others),
                null);
    }
}
