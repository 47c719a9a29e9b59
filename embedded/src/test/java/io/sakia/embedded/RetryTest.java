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
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import io.sakia.engine.Job;
import io.sakia.engine.JobFailedException;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to an attempt that fails, and to what it touched. */
class RetryTest {
    /** For a function that is copied, and could not take a probe along. */
    private static final Probe STATIC = new Probe();

    private final Accumulator<Long, Long> counted =
            new Accumulator<>("counted", Aggregate.of(() -> 0L, Long::sum, Long::sum, total -> total));
    private final Probe calls = new Probe();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aTaskMayFailThreeTimes(int failures) {
        try (Engine engine = TestEngine.local(2, counted)) {
            assertThat(Plans.collect(engine, shaky(failures))).isEqualTo(List.of(List.of(1, 2), List.of(3)));
            assertThat(counted.value()).as("records, each once").isEqualTo(3);
            assertThat(calls.hits()).isEqualTo(failures + 1);
        }
    }

    @Test
    void theFourthFailureFailsTheJob() {
        try (Engine engine = TestEngine.local(1, counted)) {
            assertThatThrownBy(() -> Plans.collect(engine, shaky(4)))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("failure 4 (4 attempts");
            assertThat(calls.hits()).isEqualTo(4);
            assertThat(counted.value()).as("no task has succeeded").isZero();
        }
    }

    @Test
    void mapTasksAreTriedAgainToo() {
        Plan<Pair<Integer, Integer>> input = Plans.map(shaky(3), x -> Pair.of(0, x));
        try (Engine engine = TestEngine.local(2, counted)) {
            assertThat(Plans.collect(engine, Plans.aggregate(input, 1, Aggregate.reduce(Integer::sum))))
                    .isEqualTo(List.of(List.of(Pair.of(0, 6))));
            assertThat(counted.value()).isEqualTo(3);
        }
    }

    @Test
    void attemptsAreNumbered() {
        try (Engine engine = TestEngine.local(1)) {
            Probe probe = calls;
            Plan<String> attempts = Plans.map(Plans.source(List.of(1), List.of(2)), x -> {
                TaskContext context = TaskContext.get();
                if (x == 2) {
                    probe.failFirst(2);
                }
                return context.partition() + "#" + context.attempt();
            });
            assertThat(Plans.collect(engine, attempts)).isEqualTo(List.of(List.of("0#1"), List.of("1#3")));
            assertThat(TaskContext.current()).isNull();
        }
    }

    @Test
    void everyAttemptHasFunctionsOfItsOwn() {
        try (Engine engine = TestEngine.local(2)) {
            int[] seen = {100};
            Plan<Integer> numbered = Plans.map(Plans.source(List.of(1, 1, 1), List.of(1)), x -> {
                int mine = seen[0]++;
                if (mine == 102) {
                    STATIC.failFirst(2);
                }
                return mine;
            });
            seen[0] = 0;
            assertThat(Plans.collect(engine, numbered)).isEqualTo(List.of(List.of(100, 101, 102), List.of(100)));
            assertThat(Plans.collect(engine, Plans.coalesce(numbered, 1)))
                    .as("one task, so one copy")
                    .isEqualTo(List.of(List.of(100, 101, 102, 103)));
            assertThat(seen[0]).isZero();
        }
    }

    @Test
    void aggregatesAreCopiedToo() {
        int[] created = {0};
        Aggregate<Integer, int[], Integer> aggregate =
                Aggregate.of(() -> new int[] {++created[0]}, (a, x) -> a, (a, b) -> a, a -> a[0]);
        Plan<Pair<Integer, Integer>> pairs =
                Plans.source(List.of(Pair.of(1, 1), Pair.of(2, 1)), List.of(Pair.of(3, 1)));
        try (Engine engine = TestEngine.local(2)) {
            assertThat(Plans.collect(
                            engine, Plans.shuffle(pairs, new io.sakia.HashPartitioner(1), aggregate, true, null)))
                    .isEqualTo(List.of(List.of(Pair.of(1, 1), Pair.of(2, 2), Pair.of(3, 1))));
            assertThat(created[0]).isZero();
        }
    }

    @Test
    void collectorsOfFailedAttemptsAreAborted() {
        Probe aborted = new Probe();
        Probe probe = calls;
        try (Engine engine = TestEngine.local(1)) {
            Action<Integer, Integer> action = Action.push(() -> new Counting(probe, aborted));
            assertThat(engine.run(Job.over(
                            Plans.origin("count"), Plans.source(List.of(1, 2, 3)), action, new Cancellation())))
                    .containsExactly(3);
            assertThat(aborted.hits())
                    .as("two attempts failed in accept, one in finish")
                    .isEqualTo(3);
        }
    }

    @Test
    void readersAreClosedOnceWhateverHappens() {
        Probe closed = new Probe();
        Probe probe = calls;
        SourceNode<Integer> source =
                new SourceNode<>(Origin.internal("source"), List.of(new Unit()), range -> new Closing(closed));
        try (Engine engine = TestEngine.local(1)) {
            Plans.collect(engine, Plans.map(source, x -> {
                probe.failFirst(2);
                return x;
            }));
            assertThat(closed.hits()).isEqualTo(3);
            Plans.collect(
                    engine,
                    Plans.mapPartitions(
                            source,
                            (partition, records) -> List.of(records.next()).iterator()));
            assertThat(closed.hits()).isEqualTo(4);
            engine.run(
                    Job.over(Plans.origin("first"), source, Action.pull(java.util.Iterator::next), new Cancellation()));
            assertThat(closed.hits()).isEqualTo(5);
            Plans.pull(engine, source);
            assertThat(closed.hits()).isEqualTo(6);
        }
    }

    @Test
    void updatesThatAreRefusedFailTheJobAtOnce() {
        Probe refused = new Probe();
        EngineSettings settings = new EngineSettings("local[2]", "test", Map.of(), updates -> {
            refused.hit();
            throw new IllegalStateException("no updates here");
        });
        try (Engine engine = Engines.create(settings)) {
            assertThatThrownBy(() -> Plans.collect(engine, Plans.coalesce(shaky(0), 1)))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("no updates here (1 attempt");
            assertThat(refused.hits()).isEqualTo(1);
        }
    }

    /** Counts each record, and fails the first calls for the last record. */
    private Plan<Integer> shaky(int failures) {
        Accumulator<Long, Long> accumulator = counted;
        Probe probe = calls;
        return Plans.map(Plans.source(List.of(1, 2), List.of(3)), x -> {
            accumulator.add(1L);
            if (x == 2) {
                probe.failFirst(failures);
            }
            return x;
        });
    }

    private record Unit() implements Range {}

    private static final class Closing implements Reader<Integer> {
        private final Probe closed;
        private int next;

        Closing(Probe closed) {
            this.closed = closed;
        }

        @Override
        public @Nullable Integer read() {
            return next == 3 ? null : next++;
        }

        @Override
        public void close() {
            closed.hit();
        }
    }

    private static final class Counting implements Action.Collector<Integer, Integer> {
        private final Probe calls;
        private final Probe aborted;
        private int count;

        Counting(Probe calls, Probe aborted) {
            this.calls = calls;
            this.aborted = aborted;
        }

        @Override
        public void accept(Integer record) {
            if (record == 2) {
                calls.failFirst(2);
            }
            count++;
        }

        @Override
        public Integer finish() {
            calls.failFirst(4);
            return count;
        }

        @Override
        public void abort() {
            aborted.hit();
        }
    }
}
