package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.connector.Range;
import io.sakia.connector.Reader;
import io.sakia.engine.Action;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.Job;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs end when somebody stops them, and nothing of them runs on. */
@Timeout(30)
class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final Probe gate = new Probe();

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void runningTasksAreInterruptedAndOthersNeverStart(int threads) throws Exception {
        try (Engine engine = TestEngine.local(threads)) {
            Background<?> job = Background.start(() -> run(engine, stopping(8)));
            gate.awaitReached();
            cancellation.cancel("the batch is too late");
            assertThatThrownBy(job::await)
                    .isInstanceOf(JobCancelledException.class)
                    .hasMessageContaining("collect at CancellationTest.java")
                    .hasMessageContaining("the batch is too late");
            assertThat(gate.hits()).isLessThanOrEqualTo(threads);
            assertThat(Plans.collect(engine, Plans.source(List.of(1)))).isEqualTo(List.of(List.of(1)));
        }
    }

    @Test
    void aReaderThatWaitsIsInterrupted() throws Exception {
        Probe opened = new Probe();
        Probe closed = new Probe();
        try (Engine engine = TestEngine.local(2)) {
            SourceNode<Integer> source =
                    new SourceNode<>(Plans.origin("source"), List.of(new Unit(), new Unit()), range -> {
                        opened.hit(); // one may be opened and stopped before it is read
                        return new Waiting(gate, closed);
                    });
            Background<?> job = Background.start(() -> run(engine, source));
            gate.awaitReached();
            cancellation.cancel("enough");
            assertThatThrownBy(job::await).isInstanceOf(JobCancelledException.class);
            assertThat(closed.hits()).isEqualTo(opened.hits());
        }
    }

    /** A function that neither waits nor looks at interrupts: the loop that reads the source looks for it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndlessSourceIsLeft(boolean pushed) throws Exception {
        Probe probe = gate;
        try (Engine engine = TestEngine.local(1)) {
            SourceNode<Integer> endless =
                    new SourceNode<>(Plans.origin("source"), List.of(new Unit()), range -> () -> 1);
            Plan<Integer> never = Plans.filter(endless, x -> {
                probe.pass();
                return false;
            });
            Background<?> job = Background.start(() -> engine.run(Job.over(
                    Plans.origin("collect"),
                    never,
                    pushed ? Plans.toList() : Action.<Integer, List<Integer>>pull(Plans::drain),
                    cancellation)));
            gate.awaitReached();
            cancellation.cancel("enough");
            assertThatThrownBy(job::await).isInstanceOf(JobCancelledException.class);
        }
    }

    @Test
    void tasksCanAskWhetherTheyAreCancelled() throws Exception {
        Probe probe = gate;
        try (Engine engine = TestEngine.local(1)) {
            Plan<Integer> asking = Plans.map(Plans.source(List.of(1)), x -> {
                probe.pass();
                while (!TaskContext.get().isCancelled()) {
                    Thread.onSpinWait();
                }
                return x;
            });
            Background<Boolean> job = Background.start(() -> {
                assertThatThrownBy(() -> run(engine, asking)).isInstanceOf(JobCancelledException.class);
                return Thread.currentThread().isInterrupted();
            });
            gate.awaitReached();
            cancellation.cancel("enough");
            assertThat(job.await())
                    .as("the interrupt that nobody took is taken back")
                    .isFalse();
        }
    }

    @Test
    void aCancelledJobDoesNotStart() {
        cancellation.cancel("before it began");
        try (Engine engine = TestEngine.local(2)) {
            assertThatThrownBy(() -> run(engine, stopping(2)))
                    .isInstanceOf(JobCancelledException.class)
                    .hasMessageContaining("before it began");
            assertThat(gate.hits()).isZero();
        }
    }

    @Test
    void anInterruptOfTheCallingThreadCancelsTheJobAndStaysSet() throws Exception {
        try (Engine engine = TestEngine.local(1)) {
            Background<Boolean> job = Background.start(() -> {
                assertThatThrownBy(() -> run(engine, stopping(3)))
                        .isInstanceOf(JobCancelledException.class)
                        .hasMessageContaining("test-caller")
                        .hasMessageContaining("interrupted");
                return Thread.currentThread().isInterrupted();
            });
            gate.awaitReached();
            job.thread().interrupt();
            assertThat(job.await()).isTrue();
            assertThat(gate.hits()).isEqualTo(1);
        }
    }

    @Test
    void anInterruptOfTheCallingThreadWhileItWaitsCancelsTheJobToo() throws Exception {
        Probe probe = gate;
        try (Engine engine = TestEngine.local(2)) {
            Background<Boolean> job = Background.start(() -> {
                Thread caller = Thread.currentThread();
                Plan<Integer> plan = Plans.map(Plans.source(List.of(1), List.of(2)), x -> {
                    if (Thread.currentThread().getName().startsWith("sakia-executor-")) {
                        probe.stop();
                    } else {
                        probe.awaitReached(); // leaves the pool thread alone with its task
                    }
                    return x;
                });
                assertThat(caller.isInterrupted()).isFalse();
                assertThatThrownBy(() -> run(engine, plan)).isInstanceOf(JobCancelledException.class);
                return caller.isInterrupted();
            });
            gate.awaitReached();
            job.thread().interrupt();
            assertThat(job.await()).isTrue();
        }
    }

    @Test
    void aThreadThatIsInterruptedAlreadyRunsNoJob() {
        try (Engine engine = TestEngine.local(2)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> run(engine, stopping(2))).isInstanceOf(JobCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(gate.hits()).isZero();
        }
    }

    @Test
    void cancellingLeavesNoInterruptBehind() throws Exception {
        try (Engine engine = TestEngine.local(1)) {
            Background<Boolean> job = Background.start(() -> {
                assertThatThrownBy(() -> run(engine, stopping(1))).isInstanceOf(JobCancelledException.class);
                return Thread.currentThread().isInterrupted();
            });
            gate.awaitReached();
            cancellation.cancel("enough");
            assertThat(job.await()).isFalse();
        }
    }

    @Test
    void aFailureStopsTheOtherTasks() {
        Probe probe = gate;
        try (Engine engine = TestEngine.local(2)) {
            Plan<Integer> plan = Plans.map(Plans.source(List.of(1), List.of(2)), x -> {
                if (x == 1) {
                    probe.stop();
                } else {
                    probe.awaitReached();
                    throw new IllegalStateException("broken");
                }
                return x;
            });
            assertThatThrownBy(() -> Plans.collect(engine, plan))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("broken (4 attempts");
        }
    }

    @Test
    void closingTheEngineCancelsItsJobs() throws Exception {
        Engine engine = TestEngine.local(2);
        Background<?> job = Background.start(() -> run(engine, stopping(4)));
        gate.awaitReached();
        engine.close();
        engine.close();
        assertThatThrownBy(job::await)
                .isInstanceOf(JobCancelledException.class)
                .hasMessageContaining("the engine was closed");
        assertThatThrownBy(() -> Plans.collect(engine, Plans.source(List.of(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aTaskMayCloseItsEngine() {
        Holder holder = new Holder(TestEngine.local(1));
        Plan<Integer> plan = Plans.map(Plans.source(List.of(1), List.of(2)), x -> {
            holder.engine.close();
            return x;
        });
        assertThatThrownBy(() -> Plans.collect(holder.engine, plan)).isInstanceOf(JobCancelledException.class);
    }

    @Test
    void cancelledAttemptsAddNothingToAccumulators() throws Exception {
        Accumulator<Long, Long> counted =
                new Accumulator<>("counted", Aggregate.of(() -> 0L, Long::sum, Long::sum, total -> total));
        Probe probe = gate;
        try (Engine engine = TestEngine.local(1, counted)) {
            Plan<Pair<Integer, Integer>> plan = Plans.map(Plans.source(List.of(1)), x -> {
                counted.add(1L);
                probe.stop();
                return Pair.of(x, x);
            });
            Background<?> job = Background.start(() -> run(engine, Plans.partitionBy(plan, 2)));
            gate.awaitReached();
            cancellation.cancel("enough");
            assertThatThrownBy(job::await).isInstanceOf(JobCancelledException.class);
            assertThat(counted.value()).isZero();
        }
    }

    private <T> List<List<T>> run(Engine engine, Plan<T> plan) {
        return engine.run(Job.over(Plans.origin("collect"), plan, Plans.toList(), cancellation));
    }

    /** So many tasks, each of which waits at the gate. */
    private Plan<Integer> stopping(int tasks) {
        Probe probe = gate;
        return Plans.map(Plans.source(java.util.Collections.nCopies(tasks, List.of(1))), x -> {
            probe.stop();
            return x;
        });
    }

    private record Unit() implements Range {}

    /** Carries an engine into a task. */
    private record Holder(Engine engine) implements io.sakia.function.SharedInTasks {}

    private static final class Waiting implements Reader<Integer> {
        private final Probe gate;
        private final Probe closed;

        Waiting(Probe gate, Probe closed) {
            this.gate = gate;
            this.closed = closed;
        }

        @Override
        public @Nullable Integer read() throws InterruptedException {
            gate.stop();
            return null;
        }

        @Override
        public void close() {
            closed.hit();
        }
    }
}
