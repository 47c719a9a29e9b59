package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sakia.connector.StableHash;
import io.sakia.connector.codec.Codecs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random drivers, tasks and accidents, compared with maps that are copied for each version. */
class StateModelTest {
    private static final int STEPS = 400;
    private static final int KEYS = 60;
    private static final Supplier<StateCodec<Object, Object>> CODEC =
            () -> new StateCodec<>(StateFormat.any(Codecs.standard()), StateFormat.any(Codecs.standard()));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aDriverThatNeverGoesBack(long seed) throws Exception {
        Driver driver = new Driver(seed, false);
        for (int i = 0; i < STEPS; i++) {
            driver.step();
        }
        driver.requireVariety();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aDriverThatStoresWhatHasChanged(long seed) throws Exception {
        Driver driver = new Driver(seed, true);
        for (int i = 0; i < STEPS; i++) {
            driver.step();
        }
        driver.requireVariety();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void withNearlyAllOnDisk(long seed) throws Exception {
        MemoryStorage files = new MemoryStorage();
        Driver driver = new Driver(seed, seed % 2 == 0, new StateSpace(seed % 3 == 0 ? 4_000 : 1, files), seed % 4 < 2);
        for (int i = 0; i < STEPS; i++) {
            driver.step();
        }
        driver.requireVariety();
        assertThat(files.written).isGreaterThan(10_000);
        assertThat(files.size()).isLessThan(100_000);
    }

    /** An attempt at a batch, as the driver would send it to an executor. */
    private record Task(StateTarget target, Increment accepted) {
        String start() {
            return accepted == null ? Increment.EMPTY : accepted.id();
        }
    }

    private static final class Driver {
        final Random random;
        final Random visits;
        final boolean storing;
        final StateSpace space;
        final boolean texts;
        final Map<String, Integer> outcomes = new HashMap<>();
        StateStores stores;
        int runs;

        // The driver's books.
        long batch;
        Increment accepted;
        String stored;
        List<Task> former;

        // What the store should hold.
        Map<String, Map<Object, Object>> contents;
        Map<String, String> parents;
        Map<String, Long> logged;
        String root;
        String since;

        Driver(long seed, boolean storing) {
            this(seed, storing, null, false);
        }

        /** With keys that are texts, or numbers; of those nothing is on disk unless some states are texts. */
        Driver(long seed, boolean storing, StateSpace space, boolean texts) {
            this.space = space;
            this.texts = texts;
            this.random = new Random(seed);
            this.visits = new Random(~seed);
            this.storing = storing;
            restart();
        }

        void restart() {
            stores = new StateStores("run" + runs++, new MappingLoops(), space);
            batch = 1;
            accepted = null;
            stored = storing ? Increment.EMPTY : null;
            former = new ArrayList<>();
            contents = new HashMap<>(Map.of(Increment.EMPTY, Map.of()));
            parents = new HashMap<>();
            logged = new HashMap<>();
            root = Increment.EMPTY;
            since = null;
        }

        void step() throws Exception {
            int dice = random.nextInt(100);
            if (dice < 45) {
                accept(attempt(task()));
            } else if (dice < 60) {
                count("lost or failed");
                attempt(task());
            } else if (dice < 75) {
                Task task = task();
                Increment first = attempt(task);
                Increment second = attempt(task);
                accept(random.nextBoolean() && first != null ? first : second);
            } else if (dice < 85) {
                leftOver();
            } else if (dice < 95) {
                if (accepted != null && isKept(accepted.id())) {
                    visit(accepted);
                }
            } else if (dice < 96) {
                lose();
            }
        }

        Task task() {
            Task task = new Task(new StateTarget("op", 0, 1, batch, stored), accepted);
            former.add(task);
            return task;
        }

        void accept(Increment increment) {
            if (increment != null) {
                count("accepted");
                accepted = increment;
                batch++;
            }
        }

        void leftOver() throws Exception {
            if (former.isEmpty()) {
                return;
            }
            Task task = former.get(former.size() - 1 - random.nextInt(random.nextBoolean() ? 1 : former.size()));
            if (isKept(task.start())) {
                count("left over, harmless");
                attempt(task);
            } else {
                count("left over, refused");
                Throwable thrown = catchThrowable(() -> attempt(task));
                assertThat(thrown).isInstanceOf(StateLostException.class);
                checkSize();
            }
        }

        void lose() {
            Increment last = accepted;
            restart();
            if (last != null) {
                count("lost memory");
                StateTarget target = new StateTarget("op", 0, 1, last.batch() + 1);
                assertThat(catchThrowable(() -> stores.open(target, last, StateCopier.<Object>immutable())))
                        .isInstanceOf(StateLostException.class);
            }
        }

        /** Runs a task; null if it fails. */
        Increment attempt(Task task) throws Exception {
            try (StateSession<Object, Object> session =
                    stores.open(task.target(), task.accepted(), StateCopier.immutable(), CODEC)) {
                String watched = task.target().stored();
                if (!Objects.equals(watched, since)) {
                    since = watched != null && isKept(watched) && standsOn(task.start(), watched) ? watched : null;
                }
                root = task.start();
                Work work = new Work(random, session, contents.get(task.start()), texts);
                work.checkAll();
                work.run();
                if (random.nextInt(5) == 0) {
                    count("failed");
                    return null;
                }
                Increment increment = session.commit();
                String id = increment.id();
                assertThat(contents).doesNotContainKey(id);
                contents.put(id, work.result());
                parents.put(id, task.start());
                logged.put(id, (long) work.touched.size() + work.moved.size());
                work.check(increment, new Increment("op", 0, 1, task.target().batch(), id, task.start(), 0, 0, 0));
                return increment;
            } finally {
                checkSize();
            }
        }

        /** What is visited must make the accepted version of the one that was stored last. */
        void visit(Increment increment) throws Exception {
            List<String> versions = new ArrayList<>(contents.keySet());
            String from = visits.nextInt(4) == 0 ? versions.get(visits.nextInt(versions.size())) : stored;
            boolean changes = from != null && from.equals(since);
            Repetition repetition;
            StateTarget target = new StateTarget("op", 0, 1, increment.batch() + 1);
            int attempt = visits.nextInt(2);
            do { // the first one's result may be lost
                repetition = new Repetition(changes ? contents.get(from) : Map.of());
                stores.visit(target, increment, from, repetition);
            } while (attempt-- > 0);
            root = increment.id();
            assertThat(repetition.whole).isEqualTo(!changes);
            assertThat(List.copyOf(repetition.map.entrySet()))
                    .isEqualTo(List.copyOf(contents.get(increment.id()).entrySet()));
            assertThat(repetition.tableContents())
                    .isEqualTo(List.copyOf(contents.get(increment.id()).entrySet()));
            count(changes ? "changes" : "whole");
            if (storing) {
                stored = increment.id();
            }
            checkSize();
        }

        void checkSize() {
            StateSize size = stores.sizes().isEmpty() ? null : stores.sizes().get(0);
            if (size != null) {
                List<String> kept =
                        contents.keySet().stream().filter(this::isKept).toList();
                assertThat(size.versions()).isEqualTo(kept.size());
                assertThat(size.remembered())
                        .isEqualTo(kept.stream()
                                .filter(id -> !id.equals(root))
                                .mapToLong(logged::get)
                                .sum());
            }
        }

        boolean isKept(String id) {
            return standsOn(id, root);
        }

        boolean standsOn(String id, String older) {
            String at = id;
            while (at != null && !at.equals(older)) {
                at = parents.get(at);
            }
            return at != null;
        }

        void count(String outcome) {
            outcomes.merge(outcome, 1, Integer::sum);
        }

        void requireVariety() {
            assertThat(outcomes)
                    .containsKeys(
                            storing ? "changes" : "whole",
                            "whole",
                            "accepted",
                            "failed",
                            "lost or failed",
                            "left over, harmless",
                            "left over, refused");
            assertThat(outcomes.get("accepted")).isGreaterThan(100);
        }
    }

    /** Does what it is told to a map and to a table that have the older version. */
    private static final class Repetition implements StateVisitor<Object, Object> {
        final Map<Object, Object> map;
        final StateTable<Object, Object> table = new StateTable<>();
        final Set<Object> visited = new HashSet<>();
        boolean whole;

        Repetition(Map<Object, Object> older) {
            map = new LinkedHashMap<>(older);
            ChangeLog log = new ChangeLog();
            older.forEach((key, state) -> table.put(key, StableHash.of(key), state, log));
        }

        @Override
        public void begin(boolean all) {
            whole = all;
        }

        @Override
        public void visit(Change change, Object key, long hash, Object state) {
            assertThat(visited.add(key)).as("key %s comes once", key).isTrue();
            assertThat(hash).isEqualTo(StableHash.of(key));
            assertThat(table.repeat(change, key, hash, state)).isTrue();
            switch (change) {
                case REMOVED -> {
                    assertThat(state).isNull();
                    assertThat(map.remove(key)).isNotNull();
                }
                case IN_PLACE -> assertThat(map.put(key, state)).isNotNull();
                case LAST -> {
                    map.remove(key);
                    map.put(key, state);
                }
            }
        }

        List<Map.Entry<Object, Object>> tableContents() throws Exception {
            List<Map.Entry<Object, Object>> entries = new ArrayList<>();
            table.forEach(StateCopier.immutable(), (key, state) -> entries.add(Map.entry(key, state)));
            return entries;
        }
    }

    /** What one task does, to its session and to a copy of the map that it started from. */
    private static final class Work {
        final boolean texts;
        final Random random;
        final StateSession<Object, Object> session;
        final Map<Object, Object> base;
        final Map<Object, Object> now; // removed keys have null, and so keep their place
        final Map<Object, Boolean> touched = new LinkedHashMap<>();
        final Set<Object> appended = new HashSet<>(); // keys that got their place in this session
        final Set<Object> moved = new HashSet<>(); // those of them that had a place before

        /** States are numbers, as long as none comes that is something else. */
        private static Object state(Object key, int number) {
            return switch (number % 50) {
                case 7 -> key + ":" + number;
                case 11 -> number;
                case 13 -> number / 7.0;
                default -> 1_000L * key.hashCode() + number;
            };
        }

        Work(Random random, StateSession<Object, Object> session, Map<Object, Object> base, boolean texts) {
            this.texts = texts;
            this.random = random;
            this.session = session;
            this.base = base;
            this.now = new LinkedHashMap<>(base);
        }

        void run() throws Exception {
            int operations = random.nextInt(10) == 0 ? 200 : random.nextInt(20);
            boolean shrinking = random.nextInt(4) == 0;
            for (int i = 0; i < operations; i++) {
                int number = random.nextInt(KEYS);
                Object key = texts ? "key" + number : (Object) number;
                if (random.nextInt(3) == 0) {
                    assertThat(session.get(key)).isEqualTo(now.get(key));
                } else {
                    change(key, shrinking ? random.nextInt(4) > 0 : random.nextInt(3) == 0);
                }
            }
            if (random.nextInt(3) == 0) {
                session.forEach((key, state) -> {
                    assertThat(state).isEqualTo(now.get(key));
                    if (random.nextInt(3) == 0) {
                        change(key, random.nextBoolean());
                    }
                });
            }
            checkAll();
        }

        void change(Object key, boolean remove) {
            if (remove) {
                assertThat(session.remove(key)).isEqualTo(now.get(key) != null);
                if (now.get(key) != null) {
                    now.put(key, null);
                    touched.put(key, true);
                }
            } else {
                Object state = state(key, random.nextInt(1000));
                if (random.nextInt(3) == 0) {
                    session.renew(key, state);
                    if (!appended.contains(key)) {
                        now.remove(key);
                        if (base.containsKey(key)) {
                            moved.add(key);
                        }
                    }
                } else {
                    session.put(key, state);
                }
                if (!now.containsKey(key)) {
                    appended.add(key);
                }
                now.put(key, state);
                touched.put(key, true);
            }
            assertThat(session.contains(key)).isEqualTo(now.get(key) != null);
        }

        void checkAll() throws Exception {
            List<Map.Entry<Object, Object>> seen = new ArrayList<>();
            session.forEach((key, state) -> seen.add(Map.entry(key, state)));
            assertThat(seen).isEqualTo(List.copyOf(result().entrySet()));
            assertThat(session.size()).isEqualTo(seen.size());
            List<Map.Entry<Object, Object>> some = new ArrayList<>();
            int most = random.nextInt(5);
            session.forEachWhile((key, state) -> {
                some.add(Map.entry(key, state));
                return some.size() <= most;
            });
            assertThat(some).isEqualTo(seen.subList(0, Math.min(most + 1, seen.size())));
        }

        Map<Object, Object> result() {
            Map<Object, Object> result = new LinkedHashMap<>(now);
            result.values().removeIf(Objects::isNull);
            return result;
        }

        void check(Increment increment, Increment frame) {
            Map<Object, Object> result = result();
            long removed = base.keySet().stream()
                    .filter(key -> !result.containsKey(key))
                    .count();
            assertThat(increment)
                    .isEqualTo(new Increment(
                            frame.operator(),
                            frame.partition(),
                            frame.partitions(),
                            frame.batch(),
                            frame.id(),
                            frame.parent(),
                            result.size(),
                            touched.size(),
                            removed));
        }
    }
}
