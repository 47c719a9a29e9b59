package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.TaskContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateStoresTest {
    private final StateStores stores = new StateStores("x");

    @Test
    void carriesStatesFromBatchToBatch() throws Exception {
        Increment first = run(1, null, session -> {
            session.put("a", 1);
            session.put("b", 2);
        });
        Increment second = run(2, first, session -> {
            assertThat(session.get("a")).isEqualTo(1);
            session.put("a", 10);
            session.remove("b");
            session.put("c", 3);
        });

        assertThat(first).isEqualTo(new Increment("op", 0, 1, 1, "1-0-x-1", Increment.EMPTY, 2, 2, 0));
        assertThat(second).isEqualTo(new Increment("op", 0, 1, 2, "2-0-x-2", "1-0-x-1", 2, 3, 1));
        assertThat(contents(3, second)).isEqualTo(Map.of("a", 10, "c", 3));
    }

    @Test
    void undoesASessionThatIsNotCommitted() throws Exception {
        Increment first = run(1, null, session -> session.put("a", 1));
        try (StateSession<String, Integer> session = open(2, first)) {
            session.put("a", 2);
            session.put("b", 3);
            session.remove("a");
        }
        assertThat(contents(2, first)).isEqualTo(Map.of("a", 1));
    }

    @Test
    void undoesAnIncrementWhoseResultWasLost() throws Exception {
        Increment first = run(1, null, session -> session.put("a", 1));
        run(2, first, session -> session.put("a", 2));
        Increment again = run(2, first, session -> {
            assertThat(session.get("a")).isEqualTo(1);
            session.put("a", 3);
        });
        assertThat(contents(3, again)).isEqualTo(Map.of("a", 3));
    }

    @Test
    void goesToTheDuplicateThatTheDriverAcceptedThoughAnotherCommittedLater() throws Exception {
        Increment first = run(1, null, session -> session.put("a", 1));
        Increment accepted = run(2, first, session -> session.put("a", 2));
        run(2, first, session -> session.put("b", 3));
        assertThat(contents(3, accepted)).isEqualTo(Map.of("a", 2));
    }

    @Test
    void startsFromEmptyAgainWhileNothingWasAccepted() throws Exception {
        run(1, null, session -> session.put("a", 1));
        Increment again = run(1, null, session -> {
            assertThat(session.size()).isZero();
            session.put("b", 2);
        });
        assertThat(contents(2, again)).isEqualTo(Map.of("b", 2));
    }

    @Test
    void aTaskLeftOverFromABatchThatIsDoneChangesNothing() throws Exception {
        Increment first = run(1, null, session -> session.put("a", 1));
        Increment second = run(2, first, session -> session.put("a", 2));
        run(2, first, session -> session.put("a", 666)); // after the driver has accepted the second
        Increment third = run(3, second, session -> session.put("b", 3));
        assertThatThrownBy(() -> open(2, first))
                .isInstanceOf(StateLostException.class)
                .hasMessage(
                        "the state of operator 'op', partition 0 of 1, batch 2 is not here: increment 1-0-x-1 is wanted, but"
                                + " this executor has it from increment 2-0-x-2 of batch 2 on, now increment 3-0-x-4. The task is"
                                + " left over from a batch that is done; its failure changes nothing.");
        assertThatThrownBy(() -> open(1, null))
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining("the empty state is wanted")
                .hasMessageContaining("left over");
        assertThat(contents(4, third)).isEqualTo(Map.of("a", 2, "b", 3));
    }

    @Test
    void tellsWhatIsLostWhenTheExecutorIsNew() throws Exception {
        Increment first = run(1, null, session -> session.put("a", 1));
        StateStores fresh = new StateStores("y");
        StateTarget target = new StateTarget("op", 0, 1, 2);
        assertThatThrownBy(() -> fresh.open(target, first, StateCopier.<Integer>immutable()))
                .isInstanceOfSatisfying(StateLostException.class, lost -> {
                    assertThat(lost.target()).isEqualTo(target);
                    assertThat(lost.wanted()).isEqualTo("1-0-x-1");
                })
                .hasMessage(
                        "the state of operator 'op', partition 0 of 1, batch 2 is not here: increment 1-0-x-1 is wanted, but"
                                + " this executor has none. The executor is new, or another one has computed this partition"
                                + " since: go back to the last checkpoint.");
    }

    @Test
    void tellsWhatIsLostWhenAnotherExecutorComputedTheLastBatch() throws Exception {
        Increment first = run(1, null, session -> session.put("a", 1));
        assertThat(contents(2, first)).hasSize(1);
        Increment elsewhere = new Increment("op", 0, 1, 2, "2-0-y-1", first.id(), 1, 1, 0);
        assertThatThrownBy(() -> open(3, elsewhere))
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining(
                        "increment 2-0-y-1 is wanted, but this executor has it from increment 1-0-x-1 of batch 1"
                                + " on, now increment 1-0-x-1. The executor is new, or another one has computed");
        assertThat(contents(2, first)).isEqualTo(Map.of("a", 1));
    }

    @Test
    void doesNotGoBackBeyondTheAcceptedIncrement() throws Exception {
        Increment first = run(new StateTarget("op", 0, 1, 1, Increment.EMPTY), null, session -> session.put("a", 1));
        Increment second = run(new StateTarget("op", 0, 1, 2, Increment.EMPTY), first, session -> session.put("b", 1));
        assertThat(contents(3, second)).hasSize(2);
        assertThatThrownBy(() -> open(2, first)).isInstanceOf(StateLostException.class);
        assertThatThrownBy(() -> open(1, null)).isInstanceOf(StateLostException.class);
    }

    @Test
    void remembersOneFormerStateOfEachKeyHoweverManyBatchesAreNotStoredYet() throws Exception {
        Increment accepted = null;
        for (int batch = 1; batch <= 30; batch++) {
            int now = batch;
            accepted = run(new StateTarget("op", 0, 1, batch, Increment.EMPTY), accepted, session -> {
                for (int key = 0; key < 100; key++) {
                    session.put("k" + key, now);
                }
            });
            assertThat(onlySize().remembered()).isEqualTo(100);
            assertThat(onlySize().versions()).isEqualTo(2);
        }
    }

    @Test
    void undoingCostsWhatWasTouchedAndNotWhatIsThere() throws Exception {
        Increment large = run(1, null, session -> {
            for (int i = 0; i < 100_000; i++) {
                session.put("k" + i, i);
            }
        });
        run(2, large, session -> {
            session.put("k5", -1);
            session.put("k5", -2);
            session.remove("k77");
            session.put("new", 1);
        });
        assertThat(onlySize()).isEqualTo(new StateSize("op", 0, 1, 100_000, 100_001, 2, 3, 0));

        try (StateSession<String, Integer> session = open(2, large)) {
            assertThat(session.get("k5")).isEqualTo(5);
            assertThat(session.get("k77")).isEqualTo(77);
            assertThat(session.get("new")).isNull();
            session.put("k6", 0);
        }
        assertThat(onlySize()).isEqualTo(new StateSize("op", 0, 1, 100_000, 100_001, 2, 3, 3 + 1));
        List<String> keys = new ArrayList<>(contents(2, large).keySet());
        assertThat(keys)
                .isEqualTo(IntStream.range(0, 100_000).mapToObj(i -> "k" + i).toList());
    }

    @Test
    void keysThatComeAndGoDoNotPileUp() throws Exception {
        Increment accepted = null;
        String sealed = Increment.EMPTY;
        for (int batch = 1; batch <= 2000; batch++) {
            int now = batch;
            accepted = run(new StateTarget("op", 0, 1, batch, sealed), accepted, session -> {
                for (int i = 0; i < 10; i++) {
                    session.put(now + "-" + i, i);
                    session.remove((now - 1) + "-" + i);
                }
            });
            if (batch % 50 == 0) {
                sealed = accepted.id();
            }
            assertThat(onlySize().remembered()).isLessThanOrEqualTo(20);
            assertThat(onlySize().slots()).isLessThan(200);
        }
        assertThat(contents(2001, accepted)).hasSize(10).containsEntry("2000-3", 3);
    }

    @Test
    void handsOutAndTakesInCopies() throws Exception {
        StateTarget target = new StateTarget("lists", 0, 1, 1);
        List<Integer> mine = new ArrayList<>(List.of(1));
        Increment first;
        try (StateSession<String, List<Integer>> session = stores.open(target, null, ArrayList::new)) {
            session.put("a", mine);
            mine.add(666);
            first = session.commit();
        }
        StateTarget next = new StateTarget("lists", 0, 1, 2);
        try (StateSession<String, List<Integer>> session = stores.open(next, first, ArrayList::new)) {
            session.get("a").add(667);
            session.forEach((key, state) -> state.add(668));
            assertThat(session.get("a")).containsExactly(1);
            List<Integer> changed = session.get("a");
            changed.add(2);
            session.put("a", changed);
            assertThat(session.get("a")).containsExactly(1, 2);
        }
        try (StateSession<String, List<Integer>> session = stores.open(next, first, ArrayList::new)) {
            assertThat(session.get("a")).containsExactly(1);
        }
    }

    @Test
    void aCopierThatFailsChangesNothing() throws Exception {
        StateCopier<Integer> picky = state -> {
            if (state < 0) {
                throw new IllegalArgumentException("no copy of " + state);
            }
            return state;
        };
        try (StateSession<String, Integer> session = stores.open(new StateTarget("op", 0, 1, 1), null, picky)) {
            session.put("a", 1);
            assertThatThrownBy(() -> session.put("a", -1)).hasMessage("no copy of -1");
            assertThatThrownBy(() -> session.put("b", -1)).hasMessage("no copy of -1");
            assertThat(session.get("a")).isEqualTo(1);
            assertThat(session.size()).isEqualTo(1);
        }
    }

    @Test
    void refusesKeysOfOtherPartitions() throws Exception {
        HashPartitioner partitioner = new HashPartitioner(4);
        String own = keyOf(2, partitioner);
        String foreign = keyOf(3, partitioner);
        try (StateSession<String, Integer> session =
                stores.open(new StateTarget("op", 2, 4, 7), null, StateCopier.immutable())) {
            session.put(own, 1);
            String message =
                    "key " + foreign + " belongs to partition 3, but the state that is open is that of operator 'op',"
                            + " partition 2 of 4, batch 7: place the records by HashPartitioner(4) first";
            assertThatThrownBy(() -> session.put(foreign, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> session.get(foreign)).hasMessage(message);
            assertThatThrownBy(() -> session.remove(foreign)).hasMessage(message);
            assertThat(session.commit().keys()).isEqualTo(1);
        }
    }

    @Test
    void everyKeyHasExactlyOnePartition() throws Exception {
        HashPartitioner partitioner = new HashPartitioner(7);
        Map<Integer, StateSession<String, Integer>> sessions = new LinkedHashMap<>();
        for (int partition = 0; partition < 7; partition++) {
            sessions.put(partition, stores.open(new StateTarget("op", partition, 7, 1), null, StateCopier.immutable()));
        }
        for (int i = 0; i < 1000; i++) {
            String key = "k" + i;
            sessions.get(partitioner.getPartition(key)).put(key, i);
        }
        assertThat(sessions.values().stream().mapToInt(StateSession::size).sum())
                .isEqualTo(1000);
        sessions.values().forEach(StateSession::close);
    }

    @Test
    void refusesNullKeysAndStates() throws Exception {
        try (StateSession<String, Integer> session = open(1, null)) {
            assertThatThrownBy(() -> session.put("a", null))
                    .hasMessage(
                            "key a of operator 'op', partition 0 of 1, batch 1 can't have the state null: use remove to"
                                    + " take its state away");
            assertThatThrownBy(() -> session.get(null)).hasMessageContaining("has no key null");
        }
    }

    @Test
    void refusesIncrementsThatTheBatchCannotStandOn() throws Exception {
        Increment first = run(5, null, session -> session.put("a", 1));
        assertThatThrownBy(() -> open(5, first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch 5 can't be built on increment 5-0-x-1 of batch 5");
        assertThatThrownBy(
                        () -> stores.open(new StateTarget("other", 0, 1, 6), first, StateCopier.<Integer>immutable()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't start from an increment of operator 'op'");
        assertThatThrownBy(() -> stores.open(new StateTarget("op", 0, 2, 6), first, StateCopier.<Integer>immutable()))
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining("was made with 1 partitions");
        Increment other = new Increment("op", 1, 2, 5, "5-1-x-1", "", 0, 0, 0);
        assertThatThrownBy(() -> stores.open(new StateTarget("op", 0, 2, 6), other, StateCopier.<Integer>immutable()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't start from an increment of partition 1");
        assertThatThrownBy(() -> new StateTarget("op", 2, 2, 6)).hasMessageContaining("partition 2 of 2");
        assertThat(contents(6, first)).isEqualTo(Map.of("a", 1));
    }

    @Test
    void refusesWorkAfterTheEnd() throws Exception {
        StateSession<String, Integer> session = open(1, null);
        session.put("a", 1);
        session.commit();
        assertThatThrownBy(() -> session.put("a", 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is committed");
        assertThatThrownBy(session::commit).hasMessageContaining("is committed");
        session.close();
        session.close();
        assertThatThrownBy(() -> session.get("a")).hasMessageContaining("is closed");
        assertThatThrownBy(() -> session.forEach((key, state) -> {})).hasMessageContaining("is closed");
    }

    @Test
    void aStoreThatBrokeWhileItWasMovedCountsAsLost() throws Exception {
        StateTarget first = new StateTarget("fragile", 0, 1, 1);
        Fragile key = new Fragile();
        Increment accepted;
        Fragile other = new Fragile(); // of the same hash, so the way to the key goes by it
        try (StateSession<Fragile, Integer> session = stores.open(first, null, StateCopier.immutable())) {
            session.put(other, 0);
            session.put(key, 1);
            accepted = session.commit();
        }
        StateTarget second = new StateTarget("fragile", 0, 1, 2);
        StateSession<Fragile, Integer> session = stores.open(second, accepted, StateCopier.immutable());
        session.remove(key);
        other.broken = true;
        assertThatThrownBy(session::close).hasMessage("equals is broken");
        other.broken = false;
        assertThatThrownBy(() -> stores.open(second, accepted, StateCopier.<Integer>immutable()))
                .isInstanceOf(StateLostException.class);
    }

    @Test
    void showsTheSizeOfEveryStore() throws Exception {
        stores.open(new StateTarget("b", 0, 1, 1), null, StateCopier.immutable())
                .close();
        stores.open(new StateTarget("a", 1, 2, 1), null, StateCopier.immutable())
                .close();
        run(new StateTarget("a", 0, 1, 1), null, session -> session.put("k", 1));
        assertThat(stores.sizes())
                .containsExactly(
                        new StateSize("a", 0, 1, 1, 1, 2, 1, 0),
                        new StateSize("a", 1, 2, 0, 0, 1, 0, 0),
                        new StateSize("b", 0, 1, 0, 0, 1, 0, 0));
    }

    @Test
    void tasksOfOneExecutorAndContextShareTheirStates() {
        ConcurrentMap<String, Object> executor = new ConcurrentHashMap<>();
        TaskContext first = new TaskContext(3, 1, 2, executor, () -> false);
        TaskContext second = new TaskContext(4, 0, 1, executor, () -> false);
        StateStores shared = home("run7").stores(first);
        assertThat(home("run7").stores(second)).isSameAs(shared);
        assertThat(home("run8").stores(second)).isNotSameAs(shared);
        assertThat(executor).containsOnlyKeys("io.sakia.streaming.state/run7", "io.sakia.streaming.state/run8");
    }

    @Test
    void namesOfIncrementsDifferBetweenExecutors() throws Exception {
        TaskContext here = new TaskContext(3, 1, 2, new ConcurrentHashMap<>(), () -> false);
        TaskContext there = new TaskContext(3, 1, 3, new ConcurrentHashMap<>(), () -> false);
        assertThat(nameOfFirst(home("run7").stores(here))).isEqualTo("9-1-run7-3.1.2-1");
        assertThat(nameOfFirst(home("run7").stores(there))).isEqualTo("9-1-run7-3.1.3-1");
    }

    private static StateHome home(String run) {
        return new StateHome(run, StateMemory.of(Map.of()));
    }

    private static String nameOfFirst(StateStores stores) throws Exception {
        try (StateSession<String, Integer> session =
                stores.open(new StateTarget("op", 1, 2, 9), null, StateCopier.immutable())) {
            return session.commit().id();
        }
    }

    private static String keyOf(int partition, HashPartitioner partitioner) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "k" + i)
                .filter(key -> partitioner.getPartition(key) == partition)
                .findFirst()
                .orElseThrow();
    }

    private StateSession<String, Integer> open(long batch, @Nullable Increment accepted) throws Exception {
        return stores.open(new StateTarget("op", 0, 1, batch), accepted, StateCopier.immutable());
    }

    private Increment run(long batch, @Nullable Increment accepted, Body body) throws Exception {
        return run(new StateTarget("op", 0, 1, batch), accepted, body);
    }

    private Increment run(StateTarget target, @Nullable Increment accepted, Body body) throws Exception {
        try (StateSession<String, Integer> session = stores.open(target, accepted, StateCopier.immutable())) {
            body.run(session);
            return session.commit();
        }
    }

    private Map<String, Integer> contents(long batch, @Nullable Increment accepted) throws Exception {
        Map<String, Integer> contents = new LinkedHashMap<>();
        try (StateSession<String, Integer> session = open(batch, accepted)) {
            session.forEach(contents::put);
        }
        return contents;
    }

    private StateSize onlySize() {
        assertThat(stores.sizes()).hasSize(1);
        return stores.sizes().get(0);
    }

    private interface Body {
        void run(StateSession<String, Integer> session) throws Exception;
    }

    private static final class Fragile {
        boolean broken;

        @Override
        public boolean equals(Object other) {
            if (broken) {
                throw new IllegalStateException("equals is broken");
            }
            return this == other;
        }

        @Override
        public int hashCode() {
            return 7;
        }
    }
}
