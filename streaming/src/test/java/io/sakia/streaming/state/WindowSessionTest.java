package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.RecordColumns;
import io.sakia.connector.KeyGroups;
import io.sakia.connector.codec.Codecs;
import io.sakia.engine.OperatorException;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowSessionTest {
    private static final StateCodec<Object, KeyPanes<Long>> CODEC = new StateCodec<>(
            StateFormat.any(Codecs.standard()), StateFormat.panes(StateFormat.any(Codecs.standard()), false));
    private static final Aggregate<Long, ?, Long> SUM = Aggregate.reduce(Long::sum);

    private final StateStores stores = new StateStores("test");
    private @Nullable Increment accepted;
    private long batch = 1;

    @Test
    void addsAndSlides() throws Exception {
        assertThat(batch(1, pairs("a", 1L, "b", 2L), 2)).containsExactly(Pair.of("a", 1L), Pair.of("b", 2L));
        assertThat(batch(2, pairs("b", 4L, "c", 8L), 2))
                .containsExactly(Pair.of("a", 1L), Pair.of("b", 6L), Pair.of("c", 8L));
        assertThat(accepted())
                .extracting(Increment::keys, Increment::touched, Increment::removed)
                .containsExactly(3L, 2L, 0L);
        assertThat(batch(3, pairs("b", 16L), 2)).containsExactly(Pair.of("b", 20L), Pair.of("c", 8L));
        assertThat(accepted())
                .extracting(Increment::keys, Increment::touched, Increment::removed)
                .containsExactly(2L, 2L, 1L);
        assertThat(batch(4, pairs("a", 32L), 2))
                .containsExactly(Pair.of("b", 16L), Pair.of("a", 32L)); // it comes last now
        assertThat(batch(9, List.of(), 2)).isEmpty();
        assertThat(stores.sizes())
                .singleElement()
                .satisfies(size -> assertThat(size.keys()).isZero());
    }

    @Test
    void takesColumnsAsPairs() throws Exception {
        Column keys = new Column(8);
        Column values = new Column(8);
        List<Object> expected = new ArrayList<>();
        for (long key = 0; key < 1000; key++) {
            keys.append(key % 700);
            values.append(key);
            if (key < 700) {
                expected.add(Pair.of(key, key < 300 ? 2 * key + 700 : key));
            }
        }
        RecordColumns<Pair<Object, Long>> out = new RecordColumns<>();
        try (WindowSession<Object, Long> session = open()) {
            session.add(1).putAll(keys, values, 0, 1000);
            session.slide(1, 1, null, out);
            session.commit();
        }
        assertThat(new ArrayList<>(out)).isEqualTo(expected);
    }

    @Test
    void whatWasNotCommittedHasNotHappened() throws Exception {
        batch(1, pairs("a", 1L), 2);
        try (WindowSession<Object, Long> session = open()) {
            session.add(1).put(Pair.of("a", 100L));
            session.add(1).put(Pair.of("b", 100L));
            session.slide(1, 2, null, new RecordColumns<>());
        }
        assertThat(batch(1, pairs("a", 2L), 2)).containsExactly(Pair.of("a", 3L));
        try (WindowSession<Object, Long> session = open()) {
            List<Object> keys = new ArrayList<>();
            session.forEach((key, panes) -> keys.add(key + " " + panes));
            assertThat(keys).containsExactly("a panes 1 to 1");
        }
    }

    @Test
    void namesThePairThatCannotBeAdded() throws Exception {
        try (WindowSession<Object, Long> session = open()) {
            session.add(5).put(Pair.of("a", 1L));
            assertThatThrownBy(() -> session.add(4).put(Pair.of("b", 1L)))
                    .isInstanceOfSatisfying(
                            OperatorException.class, e -> assertThat(e.record()).isEqualTo("(b,1)"))
                    .hasMessageContaining(
                            "pane 4 is closed, because pane 5 is open already: add in the order of panes, or"
                                    + " send what is late elsewhere");
            assertThatThrownBy(() -> session.add(6).put(Pair.of("b", 1L)))
                    .hasMessageContaining("those of pane 6 need one of their own");
            assertThatThrownBy(() -> session.add(5).put(new Pair<>(null, 1L)))
                    .hasMessageContaining("has no key null: give each record a key");
            assertThatThrownBy(() -> session.add(5)
                            .put(Pair.of(
                                    new Object() {
                                        @Override
                                        public int hashCode() {
                                            return 1;
                                        }

                                        @Override
                                        public boolean equals(Object other) {
                                            return this == other;
                                        }
                                    },
                                    1L)))
                    .hasMessageContaining("ssc.types(");
        }
    }

    @Test
    void refusesKeysOfOtherPartitions() throws Exception {
        StateTarget target = new StateTarget("op", 0, 2, 1);
        long here = 0;
        while (KeyGroups.partition(KeyGroups.of(here), 2) != 0) {
            here++;
        }
        long elsewhere = 0;
        while (KeyGroups.partition(KeyGroups.of(elsewhere), 2) != 1) {
            elsewhere++;
        }
        Pair<Long, Long> wrong = Pair.of(elsewhere, 1L);
        try (WindowSession<Object, Long> session = stores.openWindows(target, null, CODEC, null, place())) {
            session.add(1).put(Pair.of(here, 1L));
            assertThatThrownBy(() -> session.add(1).put(wrong))
                    .hasMessageContaining(
                            "key " + elsewhere + " belongs to partition 1, but the state that is open is that of"
                                    + " operator 'op', partition 0 of 2, batch 1");
        }
    }

    @Test
    void isOverOnceItIsCommittedOrClosed() throws Exception {
        WindowSession<Object, Long> session = open();
        session.commit();
        assertThatThrownBy(() -> session.add(1)).hasMessageEndingWith("is committed: open another one");
        session.close();
        session.close();
        assertThatThrownBy(session::commit).hasMessageEndingWith("is closed: open another one");
    }

    @Test
    void isLostWhereItNeverWas() throws Exception {
        batch(1, pairs("a", 1L), 2);
        Increment elsewhere = accepted();
        StateStores others = new StateStores("others");
        assertThatThrownBy(() -> others.openWindows(target(), elsewhere, CODEC, null, place()))
                .isInstanceOf(StateLostException.class);
        try (WindowSession<Object, Long> session = others.openWindows(target(), null, CODEC, null, place())) {
            session.commit(); // the lock is free
        }
    }

    private List<Object> batch(long pane, List<Pair<Object, Long>> pairs, int panes) throws Exception {
        RecordColumns<Pair<Object, Long>> out = new RecordColumns<>();
        try (WindowSession<Object, Long> session = open()) {
            for (Pair<Object, Long> pair : pairs) {
                session.add(pane).put(pair);
            }
            session.slide(pane - panes + 1, pane, null, out);
            accepted = session.commit();
            batch++;
        }
        return new ArrayList<>(out);
    }

    private WindowSession<Object, Long> open() throws Exception {
        return stores.openWindows(target(), accepted, CODEC, null, place());
    }

    private StateTarget target() {
        return new StateTarget("op", 0, 1, batch);
    }

    private Increment accepted() {
        return Objects.requireNonNull(accepted);
    }

    @SuppressWarnings("unchecked") // a reduction's accumulators are its values
    private static WindowPlace<Long> place() {
        return new WindowPlace<>(
                TaskFunction.shared((Aggregate<?, Long, ?>) SUM),
                StateCopier.immutable(),
                Origin.internal("op"),
                key -> Codecs.standard().of(key.getClass()));
    }

    private static List<Pair<Object, Long>> pairs(Object... all) {
        List<Pair<Object, Long>> pairs = new ArrayList<>();
        for (int i = 0; i < all.length; i += 2) {
            pairs.add(Pair.of(all[i], (Long) all[i + 1]));
        }
        return pairs;
    }
}
