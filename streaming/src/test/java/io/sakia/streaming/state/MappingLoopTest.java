package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.PairSink;
import io.sakia.column.RecordColumns;
import io.sakia.connector.KeyGroups;
import io.sakia.connector.StableHash;
import io.sakia.connector.codec.Codecs;
import io.sakia.engine.OperatorException;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.streaming.time.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever kinds of keys, values and states come, in whatever form: a function over states does what it does over a map. */
class MappingLoopTest {
    private static final Origin ORIGIN = new Origin("mapWithState", null, "Test.java", 7);
    private static final Supplier<StateCodec<Object, Object>> CODEC =
            () -> new StateCodec<>(StateFormat.any(Codecs.standard()), StateFormat.any(Codecs.standard()));
    private static final Time TIME = new Time(0);
    private static final int FEW = 3_000;
    private static final int BATCHES = 40;

    /** What keys and values are drawn from; the second kind comes late, if at all. */
    enum Mix {
        LONGS((random, late) -> (long) random.nextInt(300)),
        INTEGERS((random, late) -> random.nextInt(300) - 150),
        DOUBLES((random, late) -> random.nextInt(40) == 0 ? Double.NaN : random.nextInt(200) / 8.0),
        STRINGS((random, late) -> "k" + random.nextInt(300)),
        LONGS_THEN_STRINGS((random, late) ->
                late && random.nextInt(9) == 0 ? "k" + random.nextInt(9) : (Object) (long) random.nextInt(300)),
        ALL((random, late) -> switch (random.nextInt(4)) {
            case 0 -> (long) random.nextInt(50);
            case 1 -> random.nextInt(50);
            case 2 -> random.nextInt(50) / 4.0;
            default -> "k" + random.nextInt(50);
        });

        private final Draw draw;

        Mix(Draw draw) {
            this.draw = draw;
        }
    }

    private interface Draw {
        Object next(Random random, boolean late);
    }

    /** Sums what are numbers, and now and then removes, reads, changes twice, keeps a text, says nothing. */
    private static final Mapping<Object, Object, Object, Object> MIXED = (time, key, value, state, out) -> {
        int what = Math.floorMod(31 * key.hashCode() + String.valueOf(value).hashCode(), 23);
        Object before = state.exists() ? state.get() : 0L;
        if (what == 0) {
            state.remove();
            out.accept("removed " + key);
        } else if (what == 1) {
            out.accept(Pair.of(key, state.getOption().isPresent()));
        } else if (what == 2) {
            state.update("text of " + key);
            state.update(before + "!");
        } else if (what == 3) {
            state.remove();
            state.update(7L);
            out.accept(Pair.of(key, 7L));
        } else {
            long sum = (before instanceof Number number ? number.longValue() : 1) + 1;
            state.update(sum);
            out.accept(Pair.of(key, sum));
        }
    };

    /** Nothing but sums: columns of numbers all the way. */
    private static final Mapping<Object, Object, Object, Object> SUM = (time, key, value, state, out) -> {
        long sum = (state.exists() ? (Long) state.get() : 0L) + value.hashCode();
        state.update(sum);
        out.accept(Pair.of(key, sum));
    };

    @ParameterizedTest
    @EnumSource
    void doesWhatItDoesOverAMap(Mix mix) throws Exception {
        doesWhatItDoesOverAMap(mix, null);
    }

    @ParameterizedTest
    @EnumSource
    void doesSoWhenNearlyAllIsOnDisk(Mix mix) throws Exception {
        MemoryStorage files = new MemoryStorage();
        doesWhatItDoesOverAMap(mix, new StateSpace(2_000, files));
        assertThat(files.written).isPositive();
    }

    private static void doesWhatItDoesOverAMap(Mix mix, StateSpace space) throws Exception {
        for (Mapping<Object, Object, Object, Object> mapping : List.of(SUM, MIXED)) {
            Random random = new Random(mix.ordinal());
            StateStores stores = new StateStores("x", new MappingLoops(FEW), space);
            Map<Object, Object> model = new LinkedHashMap<>();
            Increment accepted = null;
            for (int batch = 1; batch <= BATCHES; batch++) {
                List<Pair<Object, Object>> pairs = pairs(mix, random, batch > BATCHES / 2);
                Map<Object, Object> next = new LinkedHashMap<>(model);
                List<Object> expected = overAMap(mapping, pairs, next);
                if (random.nextInt(3) == 0) {
                    step(stores, batch, accepted, mapping, pairs, random, new ArrayList<>()); // its result is lost
                }
                List<Object> out = new ArrayList<>();
                accepted = step(stores, batch, accepted, mapping, pairs, random, out);
                model = next;
                assertThat(out).isEqualTo(expected);
                assertThat(states(stores, batch + 1, accepted)).isEqualTo(model);
            }
        }
    }

    @Test
    void aBusyFunctionGetsALoopOfItsOwn() throws Exception {
        StateStores stores = new StateStores("x", new MappingLoops(FEW), null);
        Random random = new Random(1);
        Increment accepted = null;
        List<Class<?>> loops = new ArrayList<>();
        for (int batch = 1; batch <= BATCHES; batch++) {
            try (StateSession<Object, Object> session =
                    stores.open(new StateTarget("op", 0, 1, batch), accepted, StateCopier.immutable())) {
                PairSink loop = loop(session, SUM, new RecordColumns<>());
                loops.add(loop.getClass());
                for (Pair<Object, Object> pair : pairs(Mix.LONGS, random, false)) {
                    loop.put(pair);
                }
                accepted = session.commit();
            }
        }
        assertThat(loops.get(0)).isEqualTo(MappingLoop.class);
        assertThat(loops.get(BATCHES - 1)).isNotEqualTo(MappingLoop.class);
        assertThat(loops.get(BATCHES - 1).isHidden()).isTrue();
    }

    @Test
    void saysWhichPairFailed() throws Exception {
        StateStores stores = new StateStores("x");
        Mapping<Object, Object, Object, Object> failing = (time, key, value, state, out) -> {
            if (value.equals(5L)) {
                throw new IllegalArgumentException("five");
            }
        };
        try (StateSession<Object, Object> session =
                stores.open(new StateTarget("op", 0, 1, 1), null, StateCopier.immutable())) {
            PairSink loop = loop(session, failing, new RecordColumns<>());
            assertThatThrownBy(() -> loop.putAll(column(1L, 2L, 3L), column(4L, 5L, 6L), 0, 3))
                    .isInstanceOfSatisfying(
                            OperatorException.class, e -> assertThat(e.record()).isEqualTo("(2,5)"))
                    .hasMessageContaining("five");
        }
    }

    @Test
    void refusesKeysThatBelongElsewhere() throws Exception {
        StateStores stores = new StateStores("x");
        try (StateSession<Object, Object> session =
                stores.open(new StateTarget("op", 1, 8, 1), null, StateCopier.immutable())) {
            PairSink loop = loop(session, SUM, new RecordColumns<>());
            assertThatThrownBy(() -> loop.putAll(column(1L, 2L, 3L, 4L), column(4L, 5L, 6L, 7L), 0, 4))
                    .hasMessageContaining("belongs to partition");
            assertThatThrownBy(() -> loop.put(Pair.of(null, 1L))).hasMessageContaining("no key null");
        }
    }

    @Test
    void saysWhichOfABlockOfTextsBelongsElsewhereOnceThoseBeforeItAreDone() throws Exception {
        StateStores stores = new StateStores("x");
        List<Object> here = new ArrayList<>();
        List<Object> elsewhere = new ArrayList<>();
        for (int i = 0; here.isEmpty() || elsewhere.isEmpty(); i++) {
            boolean isHere = KeyGroups.partition(KeyGroups.ofHash(StableHash.of("k" + i)), 8) == 1;
            (isHere ? here : elsewhere).add("k" + i);
        }
        try (StateSession<Object, Object> session =
                stores.open(new StateTarget("op", 1, 8, 1), null, StateCopier.immutable())) {
            PairSink loop = loop(session, SUM, new RecordColumns<>());
            Column keys = column(here.get(0), elsewhere.get(0), here.get(0));
            assertThatThrownBy(() -> loop.putAll(keys, column(4L, 5L, 6L), 0, 3))
                    .isInstanceOfSatisfying(
                            OperatorException.class,
                            e -> assertThat(e.record()).isEqualTo("(" + elsewhere.get(0) + ",5)"))
                    .hasMessageContaining("belongs to partition");
            assertThat(session.size()).isEqualTo(1);
        }
    }

    private static List<Pair<Object, Object>> pairs(Mix mix, Random random, boolean late) {
        List<Pair<Object, Object>> pairs = new ArrayList<>();
        int count = random.nextInt(400);
        for (int i = 0; i < count; i++) {
            pairs.add(Pair.of(mix.draw.next(random, late), mix.draw.next(random, late)));
        }
        return pairs;
    }

    private static Increment step(
            StateStores stores,
            int batch,
            Increment accepted,
            Mapping<Object, Object, Object, Object> mapping,
            List<Pair<Object, Object>> pairs,
            Random random,
            List<Object> out)
            throws Exception {
        try (StateSession<Object, Object> session =
                stores.open(new StateTarget("op", 0, 1, batch), accepted, StateCopier.immutable(), CODEC)) {
            RecordColumns<Object> records = new RecordColumns<>();
            PairSink loop = loop(session, mapping, records);
            int from = 0;
            while (from < pairs.size()) {
                int to = Math.min(pairs.size(), from + 1 + random.nextInt(150));
                List<Pair<Object, Object>> some = pairs.subList(from, to);
                if (random.nextBoolean()) {
                    loop.putAll(column(some, Pair::key), column(some, Pair::value), 0, some.size());
                } else {
                    for (Pair<Object, Object> pair : some) {
                        loop.put(pair);
                    }
                }
                from = to;
            }
            out.addAll(records);
            return session.commit();
        }
    }

    private static PairSink loop(
            StateSession<Object, Object> session,
            Mapping<Object, Object, Object, Object> mapping,
            RecordColumns<Object> out) {
        return session.mapping(TaskFunction.shared(mapping), TIME, ORIGIN, key -> {}, out);
    }

    private static Column column(List<Pair<Object, Object>> pairs, Function<Pair<Object, Object>, Object> part) {
        return column(pairs.stream().map(part).toArray());
    }

    private static Column column(Object... values) {
        Column column = new Column(4);
        for (Object value : values) {
            column.append(value);
        }
        return column;
    }

    private static Map<Object, Object> states(StateStores stores, int batch, Increment accepted) throws Exception {
        Map<Object, Object> states = new LinkedHashMap<>();
        try (StateSession<Object, Object> session =
                stores.open(new StateTarget("op", 0, 1, batch), accepted, StateCopier.immutable(), CODEC)) {
            session.forEach(states::put);
        }
        return states;
    }

    private static List<Object> overAMap(
            Mapping<Object, Object, Object, Object> mapping,
            List<Pair<Object, Object>> pairs,
            Map<Object, Object> states)
            throws Exception {
        List<Object> out = new ArrayList<>();
        Consumer<Object> sink = out::add;
        for (Pair<Object, Object> pair : pairs) {
            mapping.call(TIME, pair.key(), pair.value(), new OverAMap(states, pair.key()), sink);
        }
        return out;
    }

    private record OverAMap(Map<Object, Object> states, Object key) implements State<Object> {
        @Override
        public boolean exists() {
            return states.containsKey(key);
        }

        @Override
        public Object get() {
            return states.get(key);
        }

        @Override
        public Optional<Object> getOption() {
            return Optional.ofNullable(states.get(key));
        }

        @Override
        public void update(Object newState) {
            states.put(key, newState);
        }

        @Override
        public void remove() {
            states.remove(key);
        }

        @Override
        public boolean isTimingOut() {
            return false;
        }
    }
}
