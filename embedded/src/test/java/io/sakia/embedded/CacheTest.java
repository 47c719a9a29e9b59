package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.connector.Range;
import io.sakia.engine.Engine;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleNode;
import io.sakia.plan.SourceNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cached partition is computed once while it is kept. */
@Timeout(30)
class CacheTest {
    private final Engine engine = TestEngine.local(2);
    private final Probe computed = new Probe();
    private final CacheNode<Integer> cached = Plans.cache(counted(Plans.source(List.of(1, 2), List.of(3))));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void laterJobsDoNotComputeItAgain() {
        assertThat(Plans.collect(engine, Plans.map(cached, x -> -x))).isEqualTo(List.of(List.of(-1, -2), List.of(-3)));
        assertThat(Plans.pull(engine, cached)).isEqualTo(List.of(List.of(1, 2), List.of(3)));
        assertThat(computed.hits()).isEqualTo(2);
    }

    @Test
    void onlyPartitionsThatAreAskedForAreComputed() {
        Plans.collect(engine, cached, List.of(1));
        assertThat(computed.hits()).isEqualTo(1);
        Plans.collect(engine, cached);
        assertThat(computed.hits()).isEqualTo(2);
    }

    @Test
    void aReaderThatStopsEarlyStillKeepsTheWholePartition() {
        Plan<Integer> first = Plans.mapPartitions(
                cached, (partition, records) -> List.of(records.next()).iterator());
        assertThat(Plans.collect(engine, first)).isEqualTo(List.of(List.of(1), List.of(3)));
        assertThat(Plans.collect(engine, cached)).isEqualTo(List.of(List.of(1, 2), List.of(3)));
        assertThat(computed.hits()).isEqualTo(2);
    }

    @Test
    void twoReadersInOneTaskComputeItOnce() {
        Plan<Integer> sizes = Plans.zip(
                records -> List.of(Plans.drain(records.get(0)).size()
                                + Plans.drain(records.get(1)).size())
                        .iterator(),
                cached,
                Plans.filter(cached, x -> x > 1));
        assertThat(Plans.collect(engine, sizes)).isEqualTo(List.of(List.of(3), List.of(2)));
        assertThat(computed.hits()).isEqualTo(2);
    }

    @Test
    void tasksAtTheSameTimeComputeItOnce() throws Exception {
        Probe gate = new Probe();
        CacheNode<Integer> slow = Plans.cache(Plans.map(Plans.source(List.of(1)), x -> {
            gate.stop();
            return x;
        }));
        Background<List<List<Integer>>> first = Background.start(() -> Plans.collect(engine, slow));
        gate.awaitReached();
        Probe atWork = new Probe();
        SourceNode<Integer> telling = new SourceNode<>(Origin.internal("source"), List.of(new Unit()), range -> {
            atWork.pass();
            return () -> null;
        });
        Background<List<List<Integer>>> second = Background.start(() -> Plans.collect(
                engine,
                Plans.zip(
                        records -> Plans.<Object>drain(cast(records.get(1))).stream()
                                .map(Integer.class::cast)
                                .iterator(),
                        telling,
                        slow)));
        atWork.awaitReached();
        second.awaitWaiting();
        gate.open();
        assertThat(first.await()).isEqualTo(List.of(List.of(1)));
        assertThat(second.await()).isEqualTo(List.of(List.of(1)));
        assertThat(gate.hits()).isEqualTo(1);
    }

    @Test
    void ifTheOneThatComputesFailsAnotherOneDoesIt() {
        Probe failing = new Probe();
        CacheNode<Integer> shaky = Plans.cache(Plans.map(Plans.source(List.of(1, 2)), x -> {
            failing.failFirst(3);
            return x;
        }));
        assertThat(Plans.collect(engine, shaky)).isEqualTo(List.of(List.of(1, 2)));
    }

    @Test
    void releaseForgetsIt() {
        Plans.collect(engine, cached);
        engine.release(cached);
        assertThat(Plans.collect(engine, cached)).isEqualTo(List.of(List.of(1, 2), List.of(3)));
        assertThat(computed.hits()).isEqualTo(4);
        engine.release(Plans.cache(cached)); // nothing was kept: nothing happens
    }

    @Test
    void aFullyCachedPartitionCutsTheWalk() {
        ShuffleNode<Integer, Integer, Integer> shuffle = Plans.partitionBy(Plans.map(cached, x -> Pair.of(x, x)), 2);
        CacheNode<Pair<Integer, Integer>> kept = Plans.cache(shuffle);
        List<List<Pair<Integer, Integer>>> first = Plans.collect(engine, kept);
        shuffle.forgetMemo();
        engine.release(cached);
        assertThat(Plans.collect(engine, kept)).isEqualTo(first);
        assertThat(computed.hits()).isEqualTo(2);
    }

    @Test
    void aJobKeepsTheBlocksThatItWasPlannedOn() throws Exception {
        Plans.collect(engine, cached);
        Probe gate = new Probe();
        Plan<Pair<Integer, Integer>> slow = Plans.aggregate(
                Plans.map(Plans.source(List.of(1)), x -> {
                    gate.stop();
                    return Pair.of(x, x);
                }),
                2,
                Aggregate.reduce(Integer::sum));
        Background<List<List<Integer>>> job = Background.start(() -> Plans.collect(
                engine,
                Plans.zip(records -> List.of(Plans.drain(records.get(0)).size()).iterator(), cached, slow)));
        gate.awaitReached();
        engine.release(cached);
        gate.open();
        assertThat(job.await()).isEqualTo(List.of(List.of(2), List.of(1)));
        assertThat(computed.hits()).isEqualTo(2);
    }

    private Plan<Integer> counted(Plan<Integer> input) {
        Probe probe = computed;
        return Plans.mapPartitions(input, (partition, records) -> {
            probe.hit();
            List<Integer> all = new ArrayList<>();
            records.forEachRemaining(all::add);
            return all.iterator();
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> java.util.Iterator<T> cast(java.util.Iterator<?> records) {
        return (java.util.Iterator<T>) records;
    }

    private record Unit() implements Range {}
}
