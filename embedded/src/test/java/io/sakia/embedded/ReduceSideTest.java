package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.Job;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merging may change accumulators: whatever fails or reads twice, each value counts once. */
@Timeout(30)
class ReduceSideTest {
    private static final List<List<Pair<String, List<Integer>>>> EXPECTED =
            List.of(List.of(Pair.of("a", List.of(1, 3, 4, 6)), Pair.of("b", List.of(2, 5)), Pair.of("c", List.of(7))));

    private final Engine engine = TestEngine.local(2);
    private final Probe reads = new Probe();
    private final Plan<Pair<String, Integer>> input = Plans.mapPartitions(
            Plans.source(
                    List.of(Pair.of("a", 1), Pair.of("b", 2), Pair.of("a", 3)),
                    List.of(Pair.of("a", 4), Pair.of("b", 5)),
                    List.of(Pair.of("a", 6), Pair.of("c", 7))),
            countingReads(reads));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void readersDoNotMergeAgain() {
        Plan<Pair<String, List<Integer>>> lists = lists(new Probe(), 0, true);
        Plan<Integer> twice = Plans.zip(
                records -> List.of(Plans.drain(records.get(0)).hashCode()
                                - Plans.drain(records.get(1)).hashCode())
                        .iterator(),
                lists,
                lists);
        assertThat(Plans.collect(engine, twice)).isEqualTo(List.of(List.of(0)));
        assertThat(Plans.collect(engine, lists)).isEqualTo(EXPECTED);
        assertThat(Plans.pull(engine, lists)).isEqualTo(EXPECTED);
    }

    @Test
    void aTaskThatFailsAfterTheMergeReadsTheMergedResult() {
        Probe after = new Probe();
        Plan<Pair<String, List<Integer>>> lists = lists(new Probe(), 0, true);
        Plan<Pair<String, List<Integer>>> failing = Plans.map(lists, pair -> {
            if (pair.key().equals("b")) {
                after.failFirst(3);
            }
            return pair;
        });
        assertThat(Plans.collect(engine, failing)).isEqualTo(EXPECTED);
        assertThat(reads.hits()).isEqualTo(3);
    }

    /** The merge that fails is the first, or one after accumulators were changed already. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aMergeThatFailsHalfWayIsDoneAgainFromTheStart(int failing) {
        Probe merges = new Probe();
        Aggregate<Integer, ?, List<Integer>> aggregate = Aggregate.of(
                ArrayList::new,
                ReduceSideTest::add,
                (ArrayList<Integer> a, ArrayList<Integer> b) -> {
                    a.addAll(b);
                    if (merges.hit() == failing) {
                        throw new IllegalStateException("half-way");
                    }
                    return a;
                },
                List::copyOf);
        assertThat(Plans.collect(engine, Plans.shuffle(input, new HashPartitioner(1), aggregate, true, null)))
                .isEqualTo(EXPECTED);
        assertThat(merges.hits()).as("merges in vain, then 3 that count").isEqualTo(failing + 3);
        assertThat(reads.hits())
                .as("the map tasks' chains ran again for this partition")
                .isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResultThatFailsIsTakenAgainWithoutMergingAgain(boolean mapSide) {
        Probe results = new Probe();
        Probe merges = new Probe();
        Aggregate<Integer, ?, List<Integer>> aggregate = Aggregate.of(
                ArrayList::new,
                ReduceSideTest::add,
                (ArrayList<Integer> a, ArrayList<Integer> b) -> merge(a, b, merges),
                list -> {
                    results.failFirst(2);
                    return List.copyOf(list);
                });
        assertThat(Plans.collect(engine, Plans.shuffle(input, new HashPartitioner(1), aggregate, mapSide, null)))
                .isEqualTo(EXPECTED);
        assertThat(reads.hits()).isEqualTo(3);
        assertThat(merges.hits()).isEqualTo(mapSide ? 3 : 0);
    }

    @Test
    void aFoldOfPlainPairsThatFailsIsRepeatedFromThePairs() {
        Probe adds = new Probe();
        Aggregate<Integer, ?, List<Integer>> aggregate = Aggregate.of(
                ArrayList::new,
                (ArrayList<Integer> list, Integer value) -> {
                    if (adds.hit() == 5) {
                        throw new IllegalStateException("the fifth add");
                    }
                    return add(list, value);
                },
                (a, b) -> merge(a, b, new Probe()),
                List::copyOf);
        assertThat(Plans.collect(engine, Plans.shuffle(input, new HashPartitioner(1), aggregate, false, null)))
                .isEqualTo(EXPECTED);
        assertThat(reads.hits()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOrderThatFailsIsTakenAgain(boolean fold) {
        Probe compares = new Probe();
        Comparator<String> backwards = (Comparator<String> & Serializable) (x, y) -> {
            compares.failFirst(2);
            return y.compareTo(x);
        };
        Plan<? extends Pair<String, ?>> sorted = Plans.shuffle(
                input, new HashPartitioner(1), fold ? Aggregate.reduce((a, b) -> a + b) : null, fold, backwards);
        assertThat(Plans.collect(engine, Plans.map(sorted, Pair::key)))
                .isEqualTo(List.of(fold ? List.of("c", "b", "a") : List.of("c", "b", "b", "a", "a", "a", "a")));
        assertThat(reads.hits()).isEqualTo(3);
    }

    @Test
    void aMergeThatAlwaysFailsFailsTheJobAndSpoilsNothingElse() {
        Probe merges = new Probe();
        Plan<Pair<String, List<Integer>>> lists = lists(merges, 4, true);
        assertThatThrownBy(() -> Plans.collect(engine, lists))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("failure 4")
                .hasMessageContaining("4 attempts");
        assertThat(Plans.collect(engine, lists)).isEqualTo(EXPECTED);
    }

    @Test
    void aMergeThatWasCancelledHalfWayIsDoneAgainByTheNextJob() throws Exception {
        Probe second = new Probe();
        Probe merges = new Probe();
        Aggregate<Integer, ?, List<Integer>> aggregate = Aggregate.of(
                ArrayList::new,
                ReduceSideTest::add,
                (ArrayList<Integer> a, ArrayList<Integer> b) -> {
                    if (merges.hit() == 2) {
                        second.stop();
                    }
                    a.addAll(b);
                    return a;
                },
                List::copyOf);
        Plan<Pair<String, List<Integer>>> lists = Plans.shuffle(input, new HashPartitioner(1), aggregate, true, null);
        Cancellation cancellation = new Cancellation();
        Background<?> job = Background.start(
                () -> engine.run(Job.over(Plans.origin("collect"), lists, Plans.toList(), cancellation)));
        second.awaitReached();
        cancellation.cancel("enough");
        assertThatThrownBy(job::await).isInstanceOf(JobCancelledException.class);
        assertThat(Plans.collect(engine, lists)).isEqualTo(EXPECTED);
    }

    @Test
    void aSpoiledMergeFindsItsInputEvenIfCachedBlocksWereReleased() {
        ShuffleNode<String, Integer, Integer> placed = Plans.partitionBy(input, 2);
        CacheNode<Pair<String, Integer>> cached = Plans.cache(placed);
        Probe merges = new Probe();
        Plan<Pair<Integer, List<Integer>>> byParity = Plans.shuffle(
                Plans.map(cached, pair -> Pair.of(pair.value() % 2, pair.value())),
                new HashPartitioner(3),
                mutableLists(merges, 1),
                true,
                null);
        int filled = new HashPartitioner(3).getPartition(0);
        Plans.collect(
                engine,
                byParity,
                List.of(
                        (filled + 1) % 3 == new HashPartitioner(3).getPartition(1)
                                ? (filled + 2) % 3
                                : (filled + 1) % 3));
        placed.forgetMemo();
        engine.release(cached);
        List<Integer> even = new ArrayList<>();
        Plans.collect(engine, byParity, List.of(filled)).get(0).stream()
                .filter(pair -> pair.key() == 0)
                .forEach(pair -> even.addAll(pair.value()));
        assertThat(even).containsExactlyInAnyOrder(2, 4, 6);
    }

    private ShuffleNode<String, Integer, List<Integer>> lists(Probe merges, int failing, boolean mapSide) {
        return Plans.shuffle(input, new HashPartitioner(1), mutableLists(merges, failing), mapSide, null);
    }

    /** Lists that are changed in place; the first merges fail, after they have changed their first argument. */
    private static Aggregate<Integer, ?, List<Integer>> mutableLists(Probe merges, int failing) {
        return Aggregate.of(
                ArrayList::new,
                ReduceSideTest::add,
                (ArrayList<Integer> a, ArrayList<Integer> b) -> {
                    a.addAll(b);
                    merges.failFirst(failing);
                    return a;
                },
                List::copyOf);
    }

    private static ArrayList<Integer> add(ArrayList<Integer> list, Integer value) {
        list.add(value);
        return list;
    }

    private static ArrayList<Integer> merge(ArrayList<Integer> a, ArrayList<Integer> b, Probe merges) {
        merges.hit();
        a.addAll(b);
        return a;
    }

    private static <T> io.sakia.plan.Step.PartitionFunction<T, T> countingReads(Probe reads) {
        return (partition, records) -> {
            reads.hit();
            return records;
        };
    }
}
