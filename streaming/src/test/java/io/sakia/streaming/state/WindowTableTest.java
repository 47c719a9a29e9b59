package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.column.RecordColumns;
import io.sakia.connector.StableHash;
import io.sakia.connector.codec.Codecs;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random drivers, slides and accidents, compared with maps of the panes of each key. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
class WindowTableTest {
    /** What is folded; all of them tell in which order and grouping. */
    private enum Work {
        TEXTS(false) {
            @Override
            Object value(Random random, int step) {
                return "." + step;
            }
        },
        RUNNING_TEXTS(true) {
            @Override
            Object value(Random random, int step) {
                return "." + step;
            }
        },
        DOUBLES(false) {
            @Override
            Object value(Random random, int step) {
                return random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
            }
        },
        RUNNING_DOUBLES(true) {
            @Override
            Object value(Random random, int step) {
                return random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
            }
        },
        LONGS(false) {
            @Override
            Object value(Random random, int step) {
                return random.nextLong();
            }
        },
        RUNNING_LONGS(true) {
            @Override
            Object value(Random random, int step) {
                return random.nextLong();
            }
        },
        INTEGERS(false) {
            @Override
            Object value(Random random, int step) {
                return random.nextInt();
            }
        },
        MIXED(false) {
            @Override
            Object value(Random random, int step) {
                if (step < 60) {
                    return random.nextLong();
                }
                return step < 100 ? (Object) random.nextGaussian() : random.nextInt(3) == 0 ? null : "." + step;
            }
        },
        RUNNING_MIXED(true) {
            @Override
            Object value(Random random, int step) {
                return MIXED.value(random, step);
            }
        };

        final boolean subtracts;

        Work(boolean subtracts) {
            this.subtracts = subtracts;
        }

        abstract @Nullable Object value(Random random, int step);

        Aggregate<Object, Object, Object> aggregate() {
            return new Fold(subtracts);
        }
    }

    private record Fold(boolean canSubtract) implements Aggregate<Object, Object, Object> {
        @Override
        public Object create() {
            return null;
        }

        @Override
        public Object add(Object accumulator, Object value) {
            return merge(accumulator, value);
        }

        @Override
        public Object merge(Object a, Object b) {
            if (a instanceof Long older && b instanceof Long newer) {
                return older * 31 + newer; // neither commutative nor associative
            }
            if (a instanceof Integer older && b instanceof Integer newer) {
                return older * 31 + newer;
            }
            if (a instanceof Double older && b instanceof Double newer) {
                return older + newer;
            }
            return "(" + a + b + ")";
        }

        @Override
        public Object subtract(Object a, Object b) {
            if (a instanceof Long total && b instanceof Long oldest) {
                return total - 7 * oldest;
            }
            if (a instanceof Double total && b instanceof Double oldest) {
                return total - oldest;
            }
            return "[" + a + "-" + b + "]";
        }

        @Override
        public Object result(Object accumulator) {
            return accumulator == null ? "nothing" : accumulator;
        }
    }

    /** What a version should hold. */
    private static final class Model {
        final Map<Object, NavigableMap<Long, Object>> panes; // by key, in the order of keys
        final Map<Object, Running> running;

        Model() {
            this(new LinkedHashMap<>(), new HashMap<>());
        }

        Model(Map<Object, NavigableMap<Long, Object>> panes, Map<Object, Running> running) {
            this.panes = panes;
            this.running = running;
        }

        Model copy() {
            Map<Object, NavigableMap<Long, Object>> copies = new LinkedHashMap<>();
            panes.forEach((key, its) -> copies.put(key, new TreeMap<>(its)));
            return new Model(copies, new HashMap<>(running));
        }

        void add(long pane, Object key, Object value, Fold fold) {
            NavigableMap<Long, Object> its = panes.computeIfAbsent(key, k -> new TreeMap<>());
            its.put(pane, its.containsKey(pane) ? fold.merge(its.get(pane), value) : value);
        }

        List<Pair<Object, Object>> slide(long first, long last, Fold fold) {
            panes.values().forEach(its -> its.headMap(first).clear());
            panes.values().removeIf(Map::isEmpty);
            running.keySet().retainAll(panes.keySet());
            List<Pair<Object, Object>> results = new ArrayList<>();
            panes.forEach((key, its) -> {
                Object total = fold.canSubtract()
                        ? runningTotal(key, its, first, last, fold)
                        : total(its, first, last - first + 1, fold);
                results.add(Pair.of(key, fold.result(total)));
            });
            return results;
        }

        private static Object total(NavigableMap<Long, Object> its, long first, long length, Fold fold) {
            long boundary = (Math.floorDiv(first - 1, length) + 1) * length;
            NavigableMap<Long, Object> front = its.headMap(boundary, false);
            NavigableMap<Long, Object> back = its.tailMap(boundary, true);
            Object older = null;
            boolean some = false;
            for (Object partial : front.descendingMap().values()) {
                older = some ? fold.merge(partial, older) : partial;
                some = true;
            }
            Object newer = null;
            some = false;
            for (Object partial : back.values()) {
                newer = some ? fold.merge(newer, partial) : partial;
                some = true;
            }
            return front.isEmpty() ? newer : back.isEmpty() ? older : fold.merge(older, newer);
        }

        private Object runningTotal(Object key, NavigableMap<Long, Object> its, long first, long last, Fold fold) {
            Running now = running.getOrDefault(key, new Running(new TreeMap<>(), null));
            NavigableMap<Long, Object> taken = new TreeMap<>(now.taken);
            Object total = now.total;
            for (Map.Entry<Long, Object> entry : its.headMap(last, false).entrySet()) {
                if (!taken.containsKey(entry.getKey())) {
                    total = taken.isEmpty() ? entry.getValue() : fold.merge(total, entry.getValue());
                    taken.put(entry.getKey(), entry.getValue());
                }
            }
            boolean stays = !taken.isEmpty() && taken.lastKey() >= first;
            for (Object oldest : new ArrayList<>(taken.headMap(first).values())) {
                total = stays ? fold.subtract(total, oldest) : null;
            }
            taken.headMap(first).clear();
            running.put(key, new Running(taken, total));
            return taken.isEmpty() ? its.get(last) : its.containsKey(last) ? fold.merge(total, its.get(last)) : total;
        }

        private record Running(
                NavigableMap<Long, Object> taken, @Nullable Object total) {}
    }

    private static final class Driver {
        final Random random;
        final Work work;
        final Fold fold;
        final int length;
        final int slide;
        final int keys;
        final SlideCopies copies = new SlideCopies(2_000);
        WindowTable table;
        SlideLoops loops;
        int ids;
        int step;
        long pane;
        long lastSlide;
        String accepted = Increment.EMPTY;
        long batch;
        String sealed = Increment.EMPTY;
        Map<String, Model> models = new HashMap<>(Map.of(Increment.EMPTY, new Model()));
        StateTable<Object, KeyPanes<Object>> stored = new StateTable<>();
        long results;
        long compacted;

        Driver(Work work, long seed) {
            this.random = new Random(seed);
            this.work = work;
            this.fold = (Fold) work.aggregate();
            this.length = 1 + random.nextInt(random.nextBoolean() ? 12 : 3);
            this.slide = 1 + random.nextInt(random.nextInt(3) == 0 ? 8 : 2);
            this.keys = random.nextBoolean() ? 4 : 40;
            this.pane = random.nextInt(40) - 20;
            this.lastSlide = pane;
            use(new WindowTable(work.subtracts));
        }

        void use(WindowTable newTable) {
            table = newTable;
            loops = copies.loops(
                    TaskFunction.shared(work.aggregate()),
                    StateCopier.immutable(),
                    Origin.internal("test"),
                    table.keys());
        }

        void batch() throws Exception {
            step++;
            long next = pane + (random.nextInt(8) == 0 ? random.nextInt(2 * length + 3) : random.nextInt(2));
            boolean slides = Math.floorDiv(next, slide) > Math.floorDiv(lastSlide, slide);
            long boundary = Math.floorDiv(next, slide) * slide;
            boolean late = slides && boundary < next;
            List<Pair<Object, Object>> records = records();
            int attempts = 1 + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
            List<String> committed = new ArrayList<>();
            for (int i = 0; i < attempts; i++) {
                Model model = models.get(accepted).copy();
                List<Pair<Object, Object>> some =
                        i == 0 || random.nextBoolean() ? records : records(); // mostly the same again
                String id = attempt(next, boundary, slides, late, some, model);
                if (id != null) {
                    models.put(id, model);
                    committed.add(id);
                }
            }
            if (committed.isEmpty()) {
                return;
            }
            accepted = committed.get(random.nextInt(committed.size()));
            batch++;
            pane = next;
            lastSlide = slides ? boundary : lastSlide;
            if (random.nextInt(4) == 0) {
                seal();
                if (random.nextInt(3) == 0) {
                    restart();
                }
            }
        }

        List<Pair<Object, Object>> records() {
            Map<Object, Object> records = new LinkedHashMap<>();
            for (int i = random.nextInt(random.nextInt(6) == 0 ? keys + 1 : 4); i > 0; i--) {
                long number = random.nextInt(keys) + (random.nextInt(5) == 0 ? 1000L * step : 0);
                Object key = step > 50 && number % 3 == 0 ? (Object) ("k" + number) : (Object) number;
                records.put(key, work.value(random, step));
            }
            List<Pair<Object, Object>> pairs = new ArrayList<>();
            records.forEach((key, value) -> pairs.add(new Pair<>(key, value)));
            return pairs;
        }

        @Nullable
        String attempt(
                long next, long boundary, boolean slides, boolean late, List<Pair<Object, Object>> records, Model model)
                throws Exception {
            int slots = table.keys().used();
            table.start(Objects.requireNonNull(table.versions().find(accepted)), sealed);
            compacted += table.keys().used() < slots && table.versions().count() == 1 ? 1 : 0;
            if (late) {
                slide(boundary, model);
            }
            int fails = random.nextInt(4) == 0 ? random.nextInt(records.size() + 1) : -1;
            for (int i = 0; i < records.size(); i++) {
                if (i == fails) {
                    table.rollback();
                    return null;
                }
                add(next, records.get(i), model);
            }
            if (slides && !late) {
                slide(boundary, model);
            }
            if (fails == records.size()) {
                table.rollback();
                return null;
            }
            String id = "v" + ids++;
            table.commit(id, batch + 1);
            assertThat(table.size()).isEqualTo(model.panes.size());
            return id;
        }

        void add(long next, Pair<Object, Object> record, Model model) throws Exception {
            table.openPane(next);
            int keyKind = Kind.of(record.key());
            int kind = Kind.of(record.value());
            long keyBits = Kind.keyBits(keyKind, record.key());
            long hash = StableHash.of(record.key());
            int slot = table.find(keyKind, keyBits, record.key(), hash);
            table.add(
                    slot >= 0 ? slot : table.append(keyKind, keyBits, record.key(), hash),
                    kind,
                    Kind.bits(kind, record.value()),
                    record.value(),
                    loops);
            model.add(next, record.key(), record.value(), fold);
        }

        void slide(long last, Model model) {
            RecordColumns<Object> out = new RecordColumns<>();
            use(table); // there may be a copy of the loops by now
            table.slide(last - length + 1, last, loops, null, out);
            assertThat(out).containsExactlyElementsOf(List.<Object>copyOf(model.slide(last - length + 1, last, fold)));
            results += out.size();
        }

        /** Stores what has changed, as the end of an epoch does. */
        void seal() throws IOException {
            VersionTree.Version<WindowTable.Edge> version =
                    Objects.requireNonNull(table.versions().find(accepted));
            table.moveTo(version);
            table.keepFrom(version);
            table.visit(sealed, new Copying(stored));
            sealed = accepted;
            assertThat(stored.size()).isEqualTo(models.get(accepted).panes.size());
        }

        void restart() {
            use(WindowFill.table(stored, work.subtracts, false, accepted, batch));
            assertThat(table.size()).isEqualTo(models.get(accepted).panes.size());
            models.keySet().retainAll(List.of(accepted));
            stored = again(stored);
        }
    }

    /** The stored state, read once more: in another order of slots, as a newly read table has it. */
    private static StateTable<Object, KeyPanes<Object>> again(StateTable<Object, KeyPanes<Object>> stored) {
        StateTable<Object, KeyPanes<Object>> read = new StateTable<>();
        for (int slot = 0; slot < stored.slots(); slot++) {
            KeyPanes<Object> panes = stored.stateAt(slot);
            if (panes != null) {
                read.repeat(StateVisitor.Change.LAST, stored.keyAt(slot), stored.hashAt(slot), panes);
            }
        }
        return read;
    }

    /** Does to a stored state what it is told, by way of bytes. */
    private record Copying(StateTable<Object, KeyPanes<Object>> stored)
            implements StateVisitor<Object, KeyPanes<Object>> {
        private static final StateFormat<KeyPanes<Object>> FORMAT =
                StateFormat.panes(StateFormat.any(Codecs.standard()), false);

        @Override
        public void begin(boolean whole) {
            if (whole) {
                for (int slot = 0; slot < stored.slots(); slot++) {
                    if (stored.isAlive(slot)) {
                        stored.repeat(Change.REMOVED, stored.keyAt(slot), stored.hashAt(slot), null);
                    }
                }
            }
        }

        @Override
        public void visit(Change change, Object key, long hash, @Nullable KeyPanes<Object> panes) throws IOException {
            KeyPanes<Object> read = null;
            if (panes != null) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                FORMAT.write(panes, new DataOutputStream(bytes));
                ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
                read = FORMAT.read(new DataInputStream(in));
                assertThat(in.available()).isZero();
            }
            assertThat(stored.repeat(change, key, hash, read)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithMapsHoweverTasksFail(Work work) throws Exception {
        long results = 0;
        long compacted = 0;
        for (long seed = 0; seed < 150; seed++) {
            Driver driver = new Driver(work, seed);
            for (int i = 0; i < 150; i++) {
                try {
                    driver.batch();
                } catch (Exception | AssertionError e) {
                    throw new AssertionError(work + ", seed " + seed + ", step " + driver.step, e);
                }
            }
            results += driver.results;
            compacted += driver.compacted;
        }
        assertThat(results).isGreaterThan(50_000);
        assertThat(compacted).isGreaterThan(50);
    }
}
