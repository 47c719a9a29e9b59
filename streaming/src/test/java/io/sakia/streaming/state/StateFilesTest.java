package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.TaskContext;
import io.sakia.connector.Durability;
import io.sakia.connector.FileStores;
import io.sakia.connector.KeyGroups;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Shapes;
import io.sakia.connector.codec.UnknownTypeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Epochs of random work, stored, forgotten and loaded again in as many partitions, fewer and more. */
class StateFilesTest {
    private static final Shapes SHAPES = Codecs.standard().shapes();

    @TempDir
    Path folder;

    private final TaskContext task = new TaskContext(0, 0, 1, new ConcurrentHashMap<>(), () -> false);

    @BeforeEach
    void enter() {
        TaskContext.enter(task);
    }

    @AfterEach
    void leave() {
        TaskContext.enter(null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void loadsWhatWasStored(long seed) throws Exception {
        Random random = new Random(seed);
        Run run = new Run(1, 1 + random.nextInt(3), StoredOperator.none("op"));
        boolean changes = false;
        for (int epoch = 1; epoch <= 12; epoch++) {
            for (int batches = random.nextInt(4); batches > 0; batches--) {
                run.batch(random);
            }
            changes |= run.seal(epoch).stream().anyMatch(part -> !part.whole());
            for (int partitions : new int[] {run.partitions, 1, 2, 7}) {
                Run other = new Run(99, partitions, run.stored);
                if (partitions == run.partitions) {
                    assertThat(other.contents()).isEqualTo(run.contents()); // the order, too
                } else {
                    assertThat(sorted(other.contents())).isEqualTo(sorted(run.contents()));
                }
            }
            if (random.nextInt(4) == 0) { // a restart, perhaps with another number of partitions
                Run next = new Run(epoch + 1, 1 + random.nextInt(4), run.stored);
                next.batch = run.batch;
                next.model = run.model;
                run = next;
            }
            assertThat(sorted(run.contents())).isEqualTo(run.modelled());
        }
        assertThat(changes).isTrue();
    }

    @Test
    void ordersKeysByTheirStatesWhereTheNumberOfPartitionsHasChanged() throws Exception {
        Run run = new Run(1, 3, StoredOperator.none("op"));
        run.work(session -> {
            for (int key = 0; key < 200; key++) {
                if (KeyGroups.partition(KeyGroups.of(key), 3) == session.partition()) {
                    session.state().put(key, (long) (key * 7919 % 13));
                }
            }
        });
        run.seal(1);

        StateLoader<Integer, Long> loader =
                new StateLoader<>(run.folder, run.stored, Codecs.standard(), codec(), state -> state);
        StateTable<Integer, Long> table = loader.load(run.stored.increments(1).get(0));
        List<Long> states = new ArrayList<>();
        List<Integer> keysOfSeven = new ArrayList<>();
        table.forEach(StateCopier.immutable(), (key, state) -> {
            states.add(state);
            if (state == 7) {
                keysOfSeven.add(key);
            }
        });
        assertThat(states).hasSize(200).isSorted();
        assertThat(keysOfSeven).containsExactlyElementsOf(inOrderOf(3, keysOfSeven));
    }

    @Test
    void storesNothingWhereNothingHasChanged() throws Exception {
        Run run = new Run(1, 2, StoredOperator.none("op"));
        run.work(session -> {});
        List<StoredPart> parts = run.seal(1);
        assertThat(parts)
                .hasSize(2)
                .allMatch(part -> part.entries() == 0 && part.extents().isEmpty());
        assertThat(run.stored.unstored(run.accepted)).isEmpty();
        assertThat(run.seal(2)).isEmpty();
        assertThat(new Run(2, 3, run.stored).contents()).isEmpty();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void writesAWholePartOnceTheChangesHaveOutgrownIt() throws Exception {
        Run run = new Run(1, 1, StoredOperator.none("op"));
        run.work(session ->
                IntStream.range(0, 10_000).forEach(key -> session.state().put(key, 1L)));
        run.seal(1);
        long whole = run.stored.chains().get(0).parts().get(0).bytes();
        long changes = 0;
        long before = 0;
        int epoch = 2;
        while (true) {
            run.work(session ->
                    IntStream.range(0, 1000).forEach(key -> session.state().put(key, 2L)));
            StoredPart part = run.seal(epoch++).get(0);
            if (part.whole()) {
                break;
            }
            before = changes;
            changes += part.bytes() + StateChain.OPENING;
        }
        assertThat(changes).isGreaterThan(whole + StateChain.OPENING);
        assertThat(before).isLessThanOrEqualTo(whole + StateChain.OPENING);
        assertThat(run.stored.chains().get(0).parts()).hasSize(1);
        assertThat(run.stored.files()).containsExactly(run.lastFile());
    }

    @Test
    void refusesWhatCouldNotBeStoredWhenItComes() throws Exception {
        StateFolder here = new StateFolder(FileStores.local(), folder.toString(), 1, Durability.POWER);
        StateStores stores = new StateStores("x");
        StateCodec<Object, Object> any =
                new StateCodec<>(StateFormat.any(Codecs.standard()), StateFormat.any(Codecs.standard()));
        StateLoader<Object, Object> loader =
                new StateLoader<>(here, StoredOperator.none("op"), Codecs.standard(), any, null);
        Increment increment;
        try (StateSession<Object, Object> session =
                stores.open(new StateTarget("op", 0, 1, 1), null, StateCopier.immutable(), loader)) {
            session.put("key", 1L);
            session.put(new java.math.BigDecimal("1.5"), List.of("a"));
            assertThatThrownBy(() -> session.put("other", new Unregistered(1)))
                    .isInstanceOf(UnknownTypeException.class)
                    .hasMessageContaining("a state of operator 'op'")
                    .hasMessageContaining("ssc.types(StateFilesTest.Unregistered.class)");
            assertThatThrownBy(() -> session.renew(new Unregistered(1), 1L))
                    .isInstanceOf(UnknownTypeException.class)
                    .hasMessageContaining("a key of operator 'op'");
            assertThat(session.size()).isEqualTo(2);
            session.put("third", List.of(new Unregistered(1))); // it is a list, as the one before
            increment = session.commit();
        }
        assertThatThrownBy(() -> stores.store(here, 1, new StoredOperator.Unstored(increment, null), any, () -> SHAPES))
                .isInstanceOf(UnknownTypeException.class)
                .hasMessageContaining("key third of operator 'op' and its state")
                .hasMessageContaining("ssc.types(StateFilesTest.Unregistered.class)");
    }

    record Unregistered(int number) {}

    @Test
    void readsStatesWhoseDeclaredTypeWasAddedWidenedOrTakenAway() throws Exception {
        Run run = new Run(1, 1, StoredOperator.none("op"));
        run.codec = states(StateFormat.any(Codecs.standard()));
        run.work(session -> session.state().put(1, 5L));
        run.seal(1);
        Run declared = run.next(2);
        declared.codec = states(StateFormat.declared(Codecs.standard(), Long.class));
        assertThat(declared.contents()).isEqualTo(Map.of(1, 5L));
        declared.work(session -> session.state().put(2, 6L));
        declared.seal(2);
        assertThat(declared.stored.chains().get(0).parts()).hasSize(2); // one of each kind

        Run mixed = declared.next(3);
        mixed.codec = declared.codec;
        assertThat(mixed.contents()).isEqualTo(Map.of(1, 5L, 2, 6L));
        Run undeclared = declared.next(3);
        undeclared.codec = run.codec;
        assertThat(undeclared.contents()).isEqualTo(Map.of(1, 5L, 2, 6L));

        Run small = new Run(4, 1, StoredOperator.none("op"));
        small.codec = cast(states(StateFormat.declared(Codecs.standard(), Integer.class)));
        small.work(session -> cast(session.state()).put(1, 5));
        small.seal(4);
        Run widened = small.next(5);
        widened.codec = declared.codec;
        assertThat(widened.contents()).isEqualTo(Map.of(1, 5L));
    }

    @Test
    void refusesStatesThatAreOfNoUseNow() throws Exception {
        Run run = new Run(1, 1, StoredOperator.none("op"));
        run.work(session -> session.state().put(1, 5L));
        run.seal(1);

        Run narrowed = run.next(2);
        narrowed.codec = cast(states(StateFormat.declared(Codecs.standard(), Integer.class)));
        assertThatThrownBy(narrowed::contents)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the stored state of operator 'op' can't be read: ")
                .hasMessageContaining("of " + run.lastFile());

        Run window = run.next(2);
        window.codec = cast(states(StateFormat.panes(StateFormat.any(Codecs.standard()), false)));
        assertThatThrownBy(window::contents)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "it has stored keys as 'value' of Object and states as 'value' of Long, and now has"
                                + " keys as 'value' of Object and states as 'panes of value' of Object: define it as it was, or"
                                + " name the new one differently");
    }

    private static <S> StateCodec<Integer, S> states(StateFormat<S> states) {
        return new StateCodec<>(StateFormat.any(Codecs.standard()), states);
    }

    @SuppressWarnings("unchecked") // another version of the program
    private static StateCodec<Integer, Long> cast(StateCodec<Integer, ?> codec) {
        return (StateCodec<Integer, Long>) codec;
    }

    @SuppressWarnings("unchecked") // likewise
    private static StateSession<Integer, Object> cast(StateSession<Integer, ?> session) {
        return (StateSession<Integer, Object>) session;
    }

    @Test
    void namesFileAndPlaceOfDamage() throws Exception {
        Run run = new Run(1, 1, StoredOperator.none("op"));
        run.work(session ->
                IntStream.range(0, 1000).forEach(key -> session.state().put(key, 1L)));
        run.seal(1);
        Path file = folder.resolve(run.lastFile());
        byte[] good = Files.readAllBytes(file);

        long head = run.stored.chains().get(0).parts().get(0).extents().get(0).offset();
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 4;
        Files.write(file, flipped);
        assertThatThrownBy(() -> new Run(2, 2, run.stored).contents())
                .isInstanceOf(IOException.class)
                .hasMessage("the block that begins at byte " + head + " of " + run.lastFile() + " in " + folder
                        + " is damaged: the checksum is wrong; put the file back from a copy of the checkpoint, or start"
                        + " with another checkpoint");

        Files.write(file, Arrays.copyOf(good, good.length - 1));
        assertThatThrownBy(() -> new Run(2, 2, run.stored).contents()).hasMessageContaining("the file is cut off");

        flipped = good.clone();
        flipped[3] ^= 1;
        Files.write(file, flipped);
        assertThatThrownBy(() -> new Run(2, 2, run.stored).contents())
                .hasMessageContaining("begins at byte 0 of " + run.lastFile())
                .hasMessageContaining("does not begin as a state file");

        Files.delete(file);
        assertThatThrownBy(() -> new Run(2, 2, run.stored).contents())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(run.lastFile() + ", which holds state of operator 'op', is missing in " + folder);
    }

    @Test
    void refusesTheBlocksOfAnotherOperatorAndAWrongNumberOfThem() throws Exception {
        Run run = new Run(1, 2, StoredOperator.none("op"));
        run.work(session -> IntStream.range(0, 100)
                .filter(key -> KeyGroups.partition(KeyGroups.of(key), 2) == session.partition())
                .forEach(key -> session.state().put(key, 1L)));
        run.seal(1);
        List<StoredPart> parts =
                run.stored.chains().stream().map(c -> c.parts().get(0)).toList();
        StoredPart first = parts.get(0);

        StoredPart crossed =
                new StoredPart(first.increment(), 1, true, parts.get(1).extents(), first.entries(), first.bytes());
        StoredOperator wrong = StoredOperator.none("op").then(List.of(crossed, parts.get(1)));
        assertThatThrownBy(() -> new Run(2, 2, wrong).contents())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "it holds block 0 of operator 'op', partition 1 of 2, epoch 1, but the batch log says"
                                + " block 0 of operator 'op', partition 0 of 2, epoch 1");

        StoredPart fewer = new StoredPart(first.increment(), 1, true, List.of(), first.entries(), 0);
        StoredOperator missing = StoredOperator.none("op").then(List.of(fewer, parts.get(1)));
        assertThatThrownBy(() -> new Run(2, 1, missing).contents())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("should have " + first.entries() + " keys, and has 0");
    }

    @Test
    void readsStateBackThatTheExecutorHasLostButNeverUnderNewerState() throws Exception {
        Run run = new Run(1, 1, StoredOperator.none("op"));
        run.work(session -> session.state().put(1, 1L));
        run.seal(1);
        Increment sealed = run.accepted.get(0);

        run.stores = new StateStores("another executor");
        run.work(session -> session.state().put(2, 2L));
        assertThat(run.contents()).isEqualTo(Map.of(1, 1L, 2, 2L));
        StateTarget next = new StateTarget("op", 0, 1, run.batch + 1);
        run.stores
                .open(next, run.accepted.get(0), StateCopier.immutable(), run.loader())
                .close(); // lets go of the sealed one
        assertThatThrownBy(() -> run.stores
                        .open(new StateTarget("op", 0, 1, 2), sealed, StateCopier.immutable(), run.loader())
                        .close())
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining("left over");
        assertThat(run.contents()).isEqualTo(Map.of(1, 1L, 2, 2L));
    }

    @Test
    void storesManyKeysAndLargeStatesInBlocks() throws Exception {
        Run run = new Run(1, 1, StoredOperator.none("op"));
        run.work(session ->
                IntStream.range(0, 300_000).forEach(key -> session.state().put(key, Long.MAX_VALUE - key)));
        StoredPart part = run.seal(1).get(0);
        assertThat(part.extents()).hasSize(1);
        assertThat(part.bytes()).isGreaterThan(2 * PartWriter.BLOCK);
        assertThat(new Run(2, 1, run.stored).contents())
                .isEqualTo(run.contents())
                .hasSize(300_000);
    }

    @Test
    void partitionsTakeTurnsInBeingStoredAsAWhole() throws Exception {
        Run run = new Run(1, 3, StoredOperator.none("op"));
        int wholes = 0;
        for (int epoch = 1; epoch <= 40; epoch++) {
            long now = epoch;
            run.work(session -> {
                for (int key = 0; key < 5000; key++) {
                    if (KeyGroups.partition(KeyGroups.of(key), 3) == session.partition()
                            && (now == 1 || key % 2 == 0)) {
                        session.state().put(key, now);
                    }
                }
            });
            long whole = run.seal(epoch).stream().filter(StoredPart::whole).count();
            assertThat(whole).isEqualTo(epoch == 1 ? 3 : Math.min(whole, 1));
            wholes += whole;
        }
        assertThat(wholes).isGreaterThan(9);
        assertThat(new Run(2, 3, run.stored).contents()).isEqualTo(run.contents());
    }

    static StateCodec<Integer, Long> codec() {
        return new StateCodec<>(
                StateFormat.any(Codecs.standard()), StateFormat.declared(Codecs.standard(), Long.class));
    }

    private static Map<Integer, Long> sorted(Map<Integer, Long> contents) {
        Map<Integer, Long> sorted = new LinkedHashMap<>();
        contents.keySet().stream().sorted().forEach(key -> sorted.put(key, contents.get(key)));
        return sorted;
    }

    private static List<Integer> inOrderOf(int partitions, List<Integer> keys) {
        return keys.stream()
                .sorted(java.util.Comparator.comparingInt(
                                (Integer key) -> KeyGroups.partition(KeyGroups.of(key), partitions))
                        .thenComparing(key -> key))
                .toList();
    }

    /** A task's session, and the partition that it is on. */
    record Work(int partition, StateSession<Integer, Long> state) {}

    /** What one task does. */
    interface Body {
        void work(Work work) throws Exception;
    }

    /** A driver from one start of the program to the next. */
    private final class Run {
        final StateFolder folder;
        final int partitions;
        StateStores stores;
        StateCodec<Integer, Long> codec = codec();
        StoredOperator stored;
        List<Increment> accepted;
        long batch;
        Map<Integer, Long> model = new LinkedHashMap<>();

        Run(long generation, int partitions, StoredOperator stored) {
            this.folder = new StateFolder(
                    FileStores.local(), StateFilesTest.this.folder.toString(), generation, Durability.POWER);
            this.partitions = partitions;
            this.stores = MemoryStorage.tight("run" + generation, 1);
            this.stored = stored;
            this.accepted = stored.increments(partitions);
            this.batch = accepted.stream().mapToLong(Increment::batch).max().orElse(0);
        }

        /** The next start of the program. */
        Run next(long generation) {
            Run next = new Run(generation, partitions, stored);
            next.batch = batch;
            return next;
        }

        StateLoader<Integer, Long> loader() {
            return new StateLoader<>(folder, stored, Codecs.standard(), codec, null);
        }

        void work(Body body) throws Exception {
            batch++;
            List<Increment> next = new ArrayList<>();
            for (int p = 0; p < partitions; p++) {
                try (StateSession<Integer, Long> session = open(p, batch)) {
                    body.work(new Work(p, session));
                    next.add(session.commit());
                }
            }
            accepted = next;
        }

        private StateSession<Integer, Long> open(int partition, long inBatch) throws Exception {
            List<Increment> sealed = stored.increments(partitions);
            String last =
                    sealed.isEmpty() ? Increment.EMPTY : sealed.get(partition).id();
            return stores.open(
                    new StateTarget("op", partition, partitions, inBatch, last),
                    accepted.isEmpty() ? null : accepted.get(partition),
                    StateCopier.immutable(),
                    loader());
        }

        /** A batch of random work, with tasks that fail or lose their results. */
        void batch(Random random) throws Exception {
            long seed = random.nextLong();
            for (int p = 0; p < partitions; p++) {
                if (random.nextInt(4) == 0) {
                    try (StateSession<Integer, Long> session = open(p, batch + 1)) {
                        change(new Work(p, session), new Random(~seed), new LinkedHashMap<>());
                        if (random.nextBoolean()) {
                            session.commit(); // and its result is lost
                        }
                    }
                }
            }
            Map<Integer, Long> next = new LinkedHashMap<>(model);
            work(work -> change(work, new Random(seed), next));
            model = next;
        }

        private void change(Work work, Random random, Map<Integer, Long> next) {
            int range = random.nextBoolean() ? 400 : 40;
            for (int i = random.nextInt(150); i > 0; i--) {
                int key = random.nextInt(range);
                int what = random.nextInt(4);
                long state = random.nextLong();
                if (KeyGroups.partition(KeyGroups.of(key), partitions) == work.partition()) {
                    switch (what) {
                        case 0 -> {
                            work.state().remove(key);
                            next.remove(key);
                        }
                        case 1 -> {
                            work.state().renew(key, state);
                            next.put(key, state);
                        }
                        default -> {
                            work.state().put(key, state);
                            next.put(key, state);
                        }
                    }
                }
            }
        }

        List<StoredPart> seal(long epoch) throws Exception {
            List<StoredPart> parts = new ArrayList<>();
            for (StoredOperator.Unstored unstored : stored.unstored(accepted)) {
                parts.add(stores.store(folder, epoch, unstored, codec, () -> SHAPES));
            }
            folder.sync(parts);
            stored = stored.then(parts);
            return parts;
        }

        String lastFile() {
            List<StoredPart> parts = stored.chains().get(0).parts();
            return parts.get(parts.size() - 1).extents().get(0).file();
        }

        Map<Integer, Long> modelled() {
            return sorted(model);
        }

        /** All keys with their states, partition by partition, in order. */
        Map<Integer, Long> contents() throws Exception {
            Map<Integer, Long> contents = new LinkedHashMap<>();
            for (int p = 0; p < partitions; p++) {
                try (StateSession<Integer, Long> session = open(p, batch + 1)) {
                    session.forEach(contents::put);
                }
            }
            return contents;
        }
    }
}
