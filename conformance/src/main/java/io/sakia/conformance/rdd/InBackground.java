package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.FutureAction;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** Actions that run in the background. */
public final class InBackground {
    private static volatile CountDownLatch started = new CountDownLatch(1);
    private static volatile CountDownLatch interrupted = new CountDownLatch(1);

    private InBackground() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "background actions give what others give",
                        InBackground::givesTheSame,
                        "RDD.collectAsync()",
                        "RDD.countAsync()",
                        "RDD.takeAsync(int)"),
                scenario(
                        "background actions call functions inside tasks",
                        InBackground::callsFunctions,
                        "RDD.foreachAsync(VoidFunction)",
                        "RDD.foreachPartitionAsync(VoidFunction)"),
                scenario("a failure is the cause of what get throws", InBackground::fails),
                scenario("cancelling a background action stops its job", InBackground::cancels),
                scenario("a background action belongs to the caller's job group", InBackground::belongsToAGroup),
                scenario("nothing starts in the background of a closed context", InBackground::refusesWhenClosed));
    }

    private static void givesTheSame(Target target) throws Exception {
        RDD<Integer> numbers = target.context().parallelize(List.of(1, 2, 3, 4), 3);
        FutureAction<List<Integer>> all = numbers.collectAsync();
        FutureAction<Long> count = numbers.countAsync();
        FutureAction<List<Integer>> two = numbers.takeAsync(2);

        assertThat(all.get()).containsExactly(1, 2, 3, 4);
        assertThat(count.get()).isEqualTo(4);
        assertThat(two.get()).containsExactly(1, 2);
        assertThat(count.isDone()).isTrue();
        assertThat(count.cancel(true)).isFalse();
        assertThat(count.isCancelled()).isFalse();
        assertThat(numbers.filter(x -> x > 9).countAsync().toCompletableFuture().get())
                .isZero();
    }

    private static void callsFunctions(Target target) throws Exception {
        SakiaContext context = target.context();
        Accumulator<Long, Long> sum = context.longAccumulator("sum");
        Accumulator<Long, Long> partitions = context.longAccumulator("partitions");
        RDD<Long> numbers = context.parallelize(List.of(1L, 2L, 3L), 3);

        numbers.foreachAsync(sum::add).get();
        numbers.foreachPartitionAsync(records -> partitions.add(1L)).get();

        assertThat(sum.value()).isEqualTo(6);
        assertThat(partitions.value()).isEqualTo(3);
    }

    private static void fails(Target target) {
        RDD<Integer> broken = target.context().parallelize(List.of(1), 1).map(x -> x / (x - 1));

        assertThatThrownBy(() -> broken.countAsync().get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("map at InBackground.java:")
                .hasMessageContaining("run by countAsync at InBackground.java:");
    }

    private static void cancels(Target target) throws Exception {
        FutureAction<Long> action = hanging(target.context());

        assertThat(action.isDone()).isFalse();
        assertThat(action.cancel(true)).isTrue();
        assertThat(action.isCancelled()).isTrue();
        assertThatThrownBy(action::get).isInstanceOf(CancellationException.class);
        interrupted.await(); // the task itself has ended
        assertThat(target.context().parallelize(List.of(1), 1).count()).isEqualTo(1);
    }

    private static void belongsToAGroup(Target target) throws Exception {
        SakiaContext context = target.context();
        context.setJobGroup("background", "hangs");
        FutureAction<Long> action = hanging(context);
        context.clearJobGroup();

        context.cancelJobGroup("background", "nobody needs it");
        assertThatThrownBy(action::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(JobCancelledException.class)
                .hasMessageContaining("nobody needs it");
    }

    private static void refusesWhenClosed(Target target) {
        target.closeShared();
        SakiaContext context = new SakiaContext(target.conf());
        RDD<Integer> numbers = context.parallelize(List.of(1), 1);
        context.close();

        assertThatThrownBy(() -> numbers.countAsync())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    /** An action whose one task does not end by itself; it has begun when this returns. */
    private static FutureAction<Long> hanging(SakiaContext context) throws InterruptedException {
        started = new CountDownLatch(1);
        interrupted = new CountDownLatch(1);
        FutureAction<Long> action =
                context.parallelize(List.of(1), 1).map(InBackground::hang).countAsync();
        started.await();
        return action;
    }

    private static int hang(int x) throws InterruptedException {
        started.countDown();
        try {
            new CountDownLatch(1).await();
        } finally {
            interrupted.countDown();
        }
        return x;
    }
}
