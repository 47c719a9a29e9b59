package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.Job;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleNode;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shuffle's map tasks run once: for two branches of a job, for later jobs, for jobs at the same time. */
@Timeout(30)
class SharedShuffleTest {
    private final Probe reads = new Probe();

    @Test
    void twoBranchesOfAJobShareAStage() {
        Accumulator<Long, Long> counted =
                new Accumulator<>("counted", Aggregate.of(() -> 0L, Long::sum, Long::sum, total -> total));
        try (Engine engine = TestEngine.local(2, counted)) {
            Plan<Pair<String, Integer>> input = Plans.map(Plans.source(List.of("a", "b"), List.of("a")), word -> {
                counted.add(1L);
                return Pair.of(word, 1);
            });
            Plan<Pair<String, Integer>> counts = Plans.aggregate(input, 2, Aggregate.reduce(Integer::sum));
            Plan<Integer> both = Plans.zip(
                    records -> List.of(Plans.drain(records.get(0)).size()
                                    + Plans.drain(records.get(1)).size())
                            .iterator(),
                    Plans.filter(counts, pair -> pair.key().equals("a")),
                    Plans.map(counts, Pair::value));
            assertThat(Plans.collect(engine, both).stream().mapToInt(part -> part.get(0)))
                    .satisfies(sizes ->
                            assertThat(sizes.stream().mapToInt(x -> x).sum()).isEqualTo(3));
            assertThat(counted.value()).isEqualTo(3);
        }
    }

    @Test
    void laterJobsReadWhatAnEarlierOneMade() {
        try (Engine engine = TestEngine.local(2)) {
            Plan<Pair<String, Integer>> counts = counts();
            List<List<Pair<String, Integer>>> first = Plans.collect(engine, counts);
            assertThat(Plans.collect(engine, Plans.map(counts, pair -> pair))).isEqualTo(first);
            assertThat(Plans.pull(engine, counts)).isEqualTo(first);
            assertThat(reads.hits()).isEqualTo(2);
        }
    }

    @Test
    void aPartOfTheResultNeedsAllMapTasksOnce() {
        try (Engine engine = TestEngine.local(2)) {
            Plan<Pair<String, Integer>> counts = counts();
            List<Pair<String, Integer>> all = new ArrayList<>();
            for (int partition = 0; partition < counts.partitions(); partition++) {
                all.addAll(Plans.collect(engine, counts, List.of(partition)).get(0));
            }
            assertThat(all).containsExactlyInAnyOrder(Pair.of("a", 2), Pair.of("b", 1));
            assertThat(reads.hits()).isEqualTo(2);
        }
    }

    @Test
    void onlyTheShufflesBehindTheAskedPartitionsRun() {
        try (Engine engine = TestEngine.local(2)) {
            Plan<Pair<String, Integer>> wanted =
                    Plans.aggregate(Plans.source(List.of(Pair.of("x", 1))), 1, Aggregate.reduce(Integer::sum));
            Plan<Pair<String, Integer>> union = Plans.union(counts(), wanted);
            assertThat(Plans.collect(engine, union, List.of(union.partitions() - 1)))
                    .isEqualTo(List.of(List.of(Pair.of("x", 1))));
            assertThat(reads.hits()).isZero();
        }
    }

    @Test
    void whatAFailedJobMadeIsUsed() {
        Probe failures = new Probe();
        Probe probe = reads;
        Plan<Pair<String, Integer>> input = Plans.map(Plans.source(List.of("a"), List.of("b")), word -> {
            probe.hit();
            if (word.equals("b")) {
                failures.failFirst(4);
            }
            return Pair.of(word, 1);
        });
        Plan<Pair<String, Integer>> counts = Plans.aggregate(input, 1, Aggregate.reduce(Integer::sum));
        try (Engine engine = TestEngine.local(1)) {
            assertThatThrownBy(() -> Plans.collect(engine, counts)).isInstanceOf(JobFailedException.class);
            assertThat(Plans.collect(engine, counts)).isEqualTo(List.of(List.of(Pair.of("a", 1), Pair.of("b", 1))));
            assertThat(reads.hits())
                    .as("a once, b four times in vain and once more")
                    .isEqualTo(6);
        }
    }

    @Test
    void jobsAtTheSameTimeRunItOnce() throws Exception {
        Probe map = new Probe();
        try (Engine engine = TestEngine.local(2)) {
            Plan<Pair<String, Integer>> shared = gated(map);
            Background<List<List<Pair<String, Integer>>>> first = Background.start(() -> Plans.collect(engine, shared));
            map.awaitReached();
            Background<List<List<String>>> second = startSecond(engine, shared);
            map.open();
            assertThat(first.await()).isEqualTo(List.of(List.of(Pair.of("a", 1))));
            assertThat(second.await()).isEqualTo(List.of(List.of("[(a,1)][(t,1)]")));
            assertThat(map.hits()).isEqualTo(1);
        }
    }

    @Test
    void aJobTakesOverWhatAnotherGaveUp() throws Exception {
        Probe map = new Probe();
        try (Engine engine = TestEngine.local(2)) {
            Plan<Pair<String, Integer>> shared = gated(map);
            Cancellation cancellation = new Cancellation();
            Background<List<List<Pair<String, Integer>>>> first = Background.start(
                    () -> engine.run(Job.over(Plans.origin("first"), shared, Plans.toList(), cancellation)));
            map.awaitReached();
            Background<List<List<String>>> second = startSecond(engine, shared);
            cancellation.cancel("enough");
            assertThatThrownBy(first::await).isInstanceOf(JobCancelledException.class);
            map.open();
            assertThat(second.await()).isEqualTo(List.of(List.of("[(a,1)][(t,1)]")));
            assertThat(map.hits()).isEqualTo(2);
        }
    }

    @Test
    void whatItPutOutGoesWithTheNode() throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        try (Engine engine = TestEngine.local(2)) {
            WeakReference<Object> value = runAndForget(engine, queue);
            System.gc();
            assertThat(queue.remove(20_000)).isSameAs(value);
        }
    }

    @Test
    void anIdleThreadKeepsNothingOfItsLastTask() throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        try (Engine engine = TestEngine.local(2)) {
            List<WeakReference<Object>> values = runOnBothThreads(engine, queue);
            System.gc();
            List<Object> gone = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                gone.add(queue.remove(20_000));
            }
            assertThat(gone).containsExactlyInAnyOrderElementsOf(values);
        }
    }

    /** Both partitions are computed at the same time, so one of them by a thread of the pool. */
    private static List<WeakReference<Object>> runOnBothThreads(Engine engine, ReferenceQueue<Object> queue) {
        record Word(int partition) {}
        Plan<Word> words = Plans.mapPartitions(Plans.source(List.of(1), List.of(2)), (partition, records) -> {
            Together.MEETING.countDown();
            Together.MEETING.await();
            return List.of(new Word(partition)).iterator();
        });
        return Plans.collect(engine, words).stream()
                .flatMap(List::stream)
                .map(word -> new WeakReference<Object>(word, queue))
                .toList();
    }

    /** Static, so that tasks find it: what a lambda captures is copied. */
    private static final class Together {
        private static final CountDownLatch MEETING = new CountDownLatch(2);
    }

    private static WeakReference<Object> runAndForget(Engine engine, ReferenceQueue<Object> queue) {
        record Word(String text) {}
        Plan<Pair<Integer, Word>> words = Plans.map(Plans.source(List.of(1)), x -> Pair.of(x, new Word("big")));
        Plan<Pair<Integer, Word>> moved = Plans.partitionBy(words, 2);
        List<List<Pair<Integer, Word>>> result = Plans.collect(engine, moved);
        Object kept =
                result.stream().flatMap(List::stream).findFirst().orElseThrow().value();
        return new WeakReference<>(kept, queue);
    }

    private Plan<Pair<String, Integer>> counts() {
        Probe probe = reads;
        Plan<Pair<String, Integer>> input =
                Plans.mapPartitions(Plans.source(List.of("a", "b"), List.of("a")), (partition, records) -> {
                    probe.hit();
                    List<Pair<String, Integer>> pairs = new ArrayList<>();
                    records.forEachRemaining(word -> pairs.add(Pair.of(word, 1)));
                    return pairs.iterator();
                });
        return Plans.aggregate(input, 3, Aggregate.reduce(Integer::sum));
    }

    /** A shuffle whose only map task waits at the gate. */
    private static ShuffleNode<String, Integer, Integer> gated(Probe gate) {
        return Plans.aggregate(
                Plans.map(Plans.source(List.of("a")), word -> {
                    gate.stop();
                    return Pair.of(word, 1);
                }),
                1,
                Aggregate.reduce(Integer::sum));
    }

    /** Starts a job that needs the shared shuffle and one of its own; returns when that one runs, so when both were begun. */
    private static Background<List<List<String>>> startSecond(Engine engine, Plan<Pair<String, Integer>> shared)
            throws InterruptedException {
        Probe begun = new Probe();
        Plan<Pair<String, Integer>> own = Plans.aggregate(
                Plans.map(Plans.source(List.of("t")), word -> {
                    begun.pass();
                    return Pair.of(word, 1);
                }),
                1,
                Aggregate.reduce(Integer::sum));
        Plan<String> both = Plans.zip(
                records -> List.of("" + Plans.drain(records.get(0)) + Plans.drain(records.get(1)))
                        .iterator(),
                shared,
                own);
        Background<List<List<String>>> job = Background.start(() -> Plans.collect(engine, both));
        begun.awaitReached();
        return job;
    }
}
