package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.engine.EngineListener;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.Skew;
import io.sakia.engine.SlowTask;
import io.sakia.rdd.SakiaContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;

/** Jobs that belong together: groups, by which they are cancelled, and pools, in which they share executors. */
public final class JobGroups {
    private static volatile CountDownLatch started = new CountDownLatch(1);
    private static volatile CountDownLatch released = new CountDownLatch(1);

    private JobGroups() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "the jobs of a group can be cancelled, and no others",
                        JobGroups::cancelsOneGroup,
                        "SakiaContext.setJobGroup(String,String)",
                        "SakiaContext.cancelJobGroup(String)",
                        "SakiaContext.cancelJobGroup(String,String)"),
                scenario("a thread's group holds for the threads that it starts", JobGroups::inherits),
                scenario(
                        "a group ends where it is cleared",
                        JobGroups::clears,
                        "SakiaContext.clearJobGroup()",
                        "SakiaContext.cancelAllJobs()"),
                scenario(
                        "an engine's listener changes no result, and hears nothing of tasks that are alike",
                        JobGroups::listens,
                        "SakiaContext.addEngineListener(EngineListener)",
                        "SakiaContext.removeEngineListener(EngineListener)"),
                scenario(
                        "pool and description change no result",
                        JobGroups::changesNoResult,
                        "SakiaContext.setSchedulerPool(String)",
                        "SakiaContext.setJobDescription(String)"));
    }

    private static void cancelsOneGroup(Target target) throws Exception {
        SakiaContext context = target.context();
        FutureTask<Long> job = hanging(context, "nightly");

        context.cancelJobGroup("daily");
        context.cancelJobGroup("daily", "it is late");
        assertThat(job.isDone()).isFalse();

        context.cancelJobGroup("nightly", "it is early");
        assertCancelled(job).hasMessageContaining("it is early");
        assertThatThrownBy(() -> context.setJobGroup(" ", "nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a job group's id can't be blank");
    }

    private static void inherits(Target target) throws Exception {
        SakiaContext context = target.context();
        context.setJobGroup("family", "parent and child");
        FutureTask<Long> child = hanging(context, null);
        context.clearJobGroup();

        context.cancelJobGroup("family");
        assertCancelled(child).hasMessageContaining("its group 'family' was cancelled");
    }

    private static void clears(Target target) throws Exception {
        SakiaContext context = target.context();
        context.setJobGroup("short", "ends at once");
        context.clearJobGroup();
        FutureTask<Long> job = hanging(context, null);

        context.cancelJobGroup("short");
        assertThat(job.isDone()).isFalse();
        context.cancelAllJobs();
        assertCancelled(job).hasMessageContaining("all jobs were cancelled");
    }

    private static void listens(Target target) {
        SakiaContext context = target.context();
        List<Object> heard = Collections.synchronizedList(new ArrayList<>());
        EngineListener listener = new EngineListener() {
            @Override
            public void onSlowTask(SlowTask task) {
                heard.add(task);
            }

            @Override
            public void onSkew(Skew skew) {
                heard.add(skew);
            }
        };
        context.addEngineListener(listener);
        assertThat(context.parallelize(List.of(1, 2), 2).count()).isEqualTo(2);
        context.removeEngineListener(listener);
        assertThat(context.parallelize(List.of(1, 2), 2).count()).isEqualTo(2);
        assertThat(heard).isEmpty();
    }

    private static void changesNoResult(Target target) {
        SakiaContext context = target.context();
        context.setSchedulerPool("urgent");
        context.setJobDescription("counts two numbers");
        assertThat(context.parallelize(List.of(1, 2), 2).count()).isEqualTo(2);
        context.setSchedulerPool(null);
        context.setJobDescription(null);
        assertThat(context.parallelize(List.of(1, 2), 2).count()).isEqualTo(2);
    }

    /** A job on a thread of its own that does not end by itself; it has begun when this returns. */
    private static FutureTask<Long> hanging(SakiaContext context, @Nullable String group) throws InterruptedException {
        started = new CountDownLatch(1);
        released = new CountDownLatch(1);
        FutureTask<Long> job = new FutureTask<>(() -> {
            if (group != null) {
                context.setJobGroup(group, "hangs");
            }
            return context.parallelize(List.of(1), 1).map(JobGroups::hang).count();
        });
        new Thread(job, "job").start();
        started.await();
        return job;
    }

    private static int hang(int x) throws InterruptedException {
        started.countDown();
        released.await();
        return x;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertCancelled(FutureTask<Long> job) {
        return assertThatThrownBy(job::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(JobCancelledException.class);
    }
}
