package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.column.PairSink;
import io.sakia.column.RecordColumns;
import io.sakia.connector.Durability;
import io.sakia.connector.FileStores;
import io.sakia.connector.KeyGroups;
import io.sakia.connector.Range;
import io.sakia.connector.Reader;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.Mapping;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StateHome;
import io.sakia.streaming.state.StateMemory;
import io.sakia.streaming.state.StoredOperator;
import io.sakia.streaming.state.StoredPart;
import io.sakia.streaming.time.Time;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator that is stopped after any epoch, and goes on from its files in any number of partitions, gives what it gives undisturbed. */
class StateStorageTest {
    private static final Origin ORIGIN = Origin.internal("op");
    private static final StoredTypes TYPES = new StoredTypes(List.of());
    private static final int BATCHES = 60;

    @TempDir
    Path folder;

    enum Kind {
        MAP_WITH_STATE(StateStorageTest::mapWithState, TYPES.copier()),
        MAP_WITH_DECLARED_STATE(StateStorageTest::mapWithDeclaredState, TYPES.copier()),
        MAP_WITH_TIMEOUT(StateStorageTest::mapWithTimeout, StateCopier.immutable()),
        UPDATE_STATE(StateStorageTest::updateState, TYPES.copier()),
        DEDUPLICATE(
                () -> new DeduplicateByKey<String, Integer, Pair<String, Integer>>(7, pair -> pair),
                StateCopier.immutable()),
        STACKED_WINDOW(() -> window(Aggregate.reduce(Math::max)), StateCopier.immutable()),
        RUNNING_WINDOW(() -> window(new Sums()), StateCopier.immutable());

        final Made made;
        final StateCopier<?> copier;

        Kind(Made made, StateCopier<?> copier) {
            this.made = made;
            this.copier = copier;
        }
    }

    interface Made {
        StateFunction<String, Integer, ?, ?> make();
    }

    @AfterEach
    void leave() {
        TaskContext.enter(null);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnFromItsFilesInAnyNumberOfPartitions(Kind kind) throws Exception {
        for (long seed = 0; seed < 6; seed++) {
            check(kind.made.make(), kind.copier, new Random(seed), folder.resolve(kind + "-" + seed));
        }
    }

    @SuppressWarnings("unchecked")
    private static <S, R> void check(
            StateFunction<String, Integer, S, R> function, StateCopier<?> copier, Random random, Path folder)
            throws Exception {
        List<Batch> batches = new ArrayList<>();
        List<List<Pair<String, Integer>>> inputs = new ArrayList<>();
        long time = 0;
        for (int id = 1; id <= BATCHES; id++) {
            long before = time;
            time += 1 + (random.nextInt(8) == 0 ? random.nextInt(6) : 0);
            batches.add(new Batch(id, new Time(time), new Time(before), new Time(0)));
            List<Pair<String, Integer>> pairs = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                pairs.add(Pair.of("k" + random.nextInt(12), random.nextInt(9) - 4));
            }
            inputs.add(pairs);
        }
        List<List<String>> expected = new ArrayList<>();
        Run<S, R> plain = new Run<>(function, (StateCopier<S>) copier, 0, 1, null);
        for (int i = 0; i < BATCHES; i++) {
            expected.add(plain.batch(batches.get(i), inputs.get(i)));
        }

        int starts = 1;
        int sealed = 0;
        Run<S, R> run = new Run<>(
                function, (StateCopier<S>) copier, starts, 2, storage(folder, starts, StoredOperator.none("op")));
        for (int i = 0; i < BATCHES; i++) {
            assertThat(run.batch(batches.get(i), inputs.get(i)))
                    .as("batch %s", batches.get(i))
                    .isEqualTo(expected.get(i));
            if (random.nextInt(3) == 0) {
                run.seal(i + 1);
                sealed = i + 1;
            }
            if (random.nextInt(6) == 0) { // dies; what is not sealed runs again
                i = sealed - 1;
                starts++;
                run = new Run<>(
                        function,
                        (StateCopier<S>) copier,
                        starts,
                        1 + random.nextInt(4),
                        storage(folder, starts, run.storage.stored()));
            }
        }
        assertThat(starts).isGreaterThan(3);
    }

    private static StateStorage storage(Path folder, long generation, StoredOperator stored) {
        return new StateStorage(
                new StateFolder(FileStores.local(), folder.toString(), generation, Durability.POWER), stored);
    }

    private static TaskContext task() {
        return new TaskContext(0, 0, 1, new ConcurrentHashMap<>(), () -> false);
    }

    /** The driver of one start of the program, and its one executor. */
    private static final class Run<S, R> {
        final StateFunction<String, Integer, S, R> function;
        final StateCopier<S> copier;
        final StateHome home;
        final int partitions;
        final TaskContext task = task();
        StateStorage storage;
        List<Increment> accepted;
        List<String> sealed;

        Run(
                StateFunction<String, Integer, S, R> function,
                StateCopier<S> copier,
                int start,
                int partitions,
                StateStorage storage) {
            this.function = function;
            this.copier = copier;
            this.home = new StateHome("run" + start, StateMemory.of(Map.of("sakia.state.memory", "64k")));
            this.partitions = partitions;
            this.storage = storage;
            this.accepted = storage == null ? List.of() : storage.stored().increments(partitions);
            this.sealed = ids();
            TaskContext.enter(task);
        }

        List<String> batch(Batch batch, List<Pair<String, Integer>> pairs) throws Exception {
            StateStep<String, Integer, S, R> step = new StateStep<>(
                    home,
                    "op",
                    new StateFunction.Scope(batch, ORIGIN, TYPES),
                    partitions,
                    accepted,
                    sealed,
                    copier,
                    false,
                    storage,
                    TaskFunction.shared(function));
            List<Increment> next = new ArrayList<>();
            List<String> out = new ArrayList<>();
            for (int p = 0; p < partitions; p++) {
                int partition = p;
                Iterator<Pair<String, Integer>> mine = pairs.stream()
                        .filter(pair -> KeyGroups.partition(KeyGroups.of(pair.key()), partitions) == partition)
                        .iterator();
                StepResult<R> result = step.onPairs().call(p, mine).next();
                next.add(result.head().increment());
                result.records().forEach(record -> out.add(record.toString()));
            }
            accepted = next;
            out.sort(null);
            return out;
        }

        void seal(long epoch) throws Exception {
            StateFolder folder = storage.folder();
            List<StateSeal<String, S>> seals = storage.stored().unstored(accepted).stream()
                    .map(unstored -> new StateSeal<String, S>(
                            home, folder, epoch, unstored, TYPES, TaskFunction.shared(function)))
                    .toList();
            List<StoredPart> parts = seals.isEmpty() ? List.of() : run(StateSeal.plan(ORIGIN, seals));
            folder.sync(parts);
            storage = new StateStorage(folder, storage.stored().then(parts));
            sealed = ids();
        }

        private List<String> ids() {
            return accepted.stream().map(Increment::id).toList();
        }

        /** Runs a plan as an engine does that sends its tasks to other processes. */
        private static <T> List<T> run(Plan<T> plan) throws Exception {
            SourceNode<T> source = (SourceNode<T>) plan;
            List<T> records = new ArrayList<>();
            for (int p = 0; p < plan.partitions(); p++) {
                try (Reader<T> reader = source.reader().open(sent(source.range(p)))) {
                    for (T record; (record = reader.read()) != null; ) {
                        records.add(record);
                    }
                }
            }
            return records;
        }

        private static Range sent(Range range) throws Exception {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(range);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (Range) in.readObject();
            }
        }
    }

    private static StateFunction<String, Integer, ?, ?> mapWithState() {
        Mapping<String, Integer, List<Integer>, String> append = (time, key, value, state, out) -> {
            List<Integer> list = state.getOption().orElseGet(ArrayList::new);
            list.add(value);
            if (list.size() > 5) {
                state.remove();
            } else {
                state.update(list);
            }
            out.accept(key + list);
        };
        return new MapWithState<>(TaskFunction.shared(append), null);
    }

    private static StateFunction<String, Integer, ?, ?> mapWithDeclaredState() {
        Mapping<String, Integer, Long, String> sum = (time, key, value, state, out) -> {
            state.update(state.getOption().orElse(0L) + value);
            out.accept(key + state.get());
        };
        return new MapWithState<>(TaskFunction.shared(sum), Long.class);
    }

    private static StateFunction<String, Integer, ?, ?> mapWithTimeout() {
        Mapping<String, Integer, List<Integer>, String> append = (time, key, value, state, out) -> {
            if (value == null) {
                out.accept(key + state.get() + " is out");
            } else {
                List<Integer> list = state.getOption().orElseGet(ArrayList::new);
                list.add(value);
                state.update(list);
                out.accept(key + list);
            }
        };
        return new MapWithTimeout<>(TaskFunction.shared(append), 5);
    }

    private static StateFunction<String, Integer, ?, ?> updateState() {
        return new UpdateStateByKey<String, Integer, Integer>(TaskFunction.shared((values, old) -> {
            int sum = old.orElse(0) + values.stream().mapToInt(x -> x).sum();
            return sum % 5 == 0 ? Optional.empty() : Optional.of(sum);
        }));
    }

    private static <A, R> StateFunction<String, Integer, ?, ?> window(Aggregate<Integer, A, R> aggregate) {
        WindowByKey<String, A, R> window =
                new WindowByKey<>(new WindowSpec(8, 2), TaskFunction.shared(aggregate), null);
        return new Folded<>(window, aggregate);
    }

    /** A window whose batches are folded first, as the shuffle in front of it does. */
    private record Folded<A, S, R>(StateFunction<String, A, S, R> window, Aggregate<Integer, A, ?> aggregate)
            implements StateFunction<String, Integer, S, R> {
        @Override
        public StateRun<String> open(Scope scope, StateOpening<String, S> opening, RecordColumns<R> out)
                throws Exception {
            StateRun<String> run = window.open(scope, opening, out);
            Map<String, A> folded = new LinkedHashMap<>();
            PairSink sink = new PairSink() {
                @Override
                public void put(int keyKind, long keyBits, Object key, int valueKind, long valueBits, Object value)
                        throws Exception {
                    A old = folded.get((String) key);
                    A before = old == null ? aggregate.create() : old;
                    folded.put((String) key, aggregate.add(before, (Integer)
                            io.sakia.column.Kind.box(valueKind, valueBits, value)));
                }
            };
            return new ForwardingRun<>(run) {
                @Override
                public PairSink sink() {
                    return sink;
                }

                @Override
                public void end() throws Exception {
                    for (Map.Entry<String, A> entry : folded.entrySet()) {
                        run.sink().put(Pair.of(entry.getKey(), entry.getValue()));
                    }
                    super.end();
                }
            };
        }

        @Override
        public io.sakia.streaming.state.StateCodec<String, S> codec(io.sakia.connector.codec.Codecs codecs) {
            return window.codec(codecs);
        }
    }

    /** Sums that lose bits. */
    private static final class Sums implements Aggregate<Integer, Double, Double> {
        private static final long serialVersionUID = 1L;

        @Override
        public Double create() {
            return 0.0;
        }

        @Override
        public Double add(Double sum, Integer value) {
            return sum + value / 10.0;
        }

        @Override
        public Double merge(Double sum, Double other) {
            return sum + other;
        }

        @Override
        public boolean canSubtract() {
            return true;
        }

        @Override
        public Double subtract(Double sum, Double other) {
            return sum - other;
        }

        @Override
        public Double result(Double sum) {
            return sum;
        }
    }
}
