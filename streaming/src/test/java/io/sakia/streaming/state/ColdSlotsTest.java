package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.TaskContext;
import io.sakia.connector.Durability;
import io.sakia.connector.FileStores;
import io.sakia.connector.StableHash;
import io.sakia.connector.codec.Codecs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States that are on disk: what {@link StateModelTest} and its like do not see of them. */
class ColdSlotsTest {
    private static final Supplier<StateCodec<String, String>> CODEC = () ->
            new StateCodec<>(StateFormat.any(Codecs.standard()), StateFormat.declared(Codecs.standard(), String.class));

    private final MemoryStorage files = new MemoryStorage();

    @TempDir
    Path folder;

    /** What a task does. */
    private interface Work {
        void on(StateSession<String, String> session) throws Exception;
    }

    @Test
    void keysOfEqualHashAreToldApart() throws Exception {
        ColdSlots<String, String> cold = new ColdSlots<>(new StateSpace(1, files), "op", () -> 0);
        cold.use(CODEC.get());
        StateTable<String, String> table = new StateTable<>(0, cold);
        ChangeLog log = new ChangeLog();
        for (int i = 0; i < 100; i++) {
            table.put("k" + i, 7, "state " + i, log);
        }
        assertThat(cold.size()).isEqualTo(99);
        assertThat(table.remove("k50", 7, log)).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(table.get("k" + i, 7)).isEqualTo(i == 50 ? null : "state " + i);
        }
        assertThat(table.get("k100", 7)).isNull();
        table.restore(log);
        assertThat(table.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsStoredIsTheSameByteForByte(long seed) throws Exception {
        Run tight = new Run(new StateStores("x", new MappingLoops(), new StateSpace(1, files)), "tight", 1, 2);
        Run roomy = new Run(new StateStores("x"), "roomy", 1, 2);
        for (int epoch = 1; epoch <= 6; epoch++) {
            for (int batch = 0; batch < 3; batch++) {
                long work = seed * 1_000 + epoch * 10 + batch;
                tight.batch(work);
                roomy.batch(work);
            }
            tight.seal(epoch);
            roomy.seal(epoch);
        }
        assertThat(files.written).isPositive();
        assertThat(tight.contents()).isEqualTo(roomy.contents());
        assertThat(tight.files()).isEqualTo(roomy.files()).isNotEmpty();
        for (int partitions : new int[] {2, 1, 5}) {
            Run again = tight.restarted(new StateStores("y", new MappingLoops(), new StateSpace(1, files)), partitions);
            Run model = roomy.restarted(new StateStores("y"), partitions);
            assertThat(again.contents()).isEqualTo(model.contents());
            again.batch(99);
            model.batch(99);
            assertThat(again.contents()).isEqualTo(model.contents());
        }
    }

    @Test
    void theFileDoesNotGrowWithoutBounds() throws Exception {
        Random random = new Random(3);
        StateStores stores = stores(20_000);
        Increment accepted = null;
        long largest = 0;
        for (int batch = 1; batch <= 300; batch++) {
            accepted = work(stores, batch, accepted, session -> {
                for (int i = 0; i < 20; i++) {
                    int key = random.nextInt(500);
                    if (random.nextInt(4) == 0) {
                        session.remove("key" + key);
                    } else if (random.nextInt(4) == 0) {
                        session.renew("key" + key, text(random));
                    } else {
                        session.put("key" + key, text(random));
                    }
                }
            });
            largest = Math.max(largest, files.size());
            assertThat(files.files.size()).isLessThanOrEqualTo(1);
        }
        assertThat(files.written).isGreaterThan(5 * largest);
        assertThat(largest).isLessThan(400_000); // 400 keys or so of 300 bytes, twice, and what a batch writes
    }

    @Test
    void memoryIsSharedByAllStores() throws Exception {
        StateSpace space = new StateSpace(100_000, files);
        StateStores stores = new StateStores("x", new MappingLoops(), space);
        for (String operator : List.of("a", "b", "c")) {
            Increment accepted = null;
            for (int batch = 1; batch <= 4; batch++) {
                int from = batch * 100;
                try (StateSession<String, String> session =
                        stores.open(new StateTarget(operator, 0, 1, batch), accepted, StateCopier.immutable(), CODEC)) {
                    for (int i = from; i < from + 100; i++) {
                        session.put("key" + i, "x".repeat(400));
                    }
                    accepted = session.commit();
                }
            }
        }
        // the first is not used again, and stays above its share; the others take no more than a third each
        assertThat(space.held()).isBetween(60_000L, 180_000L);
        assertThat(files.files).hasSize(3);
        stores.close();
        assertThat(files.files).isEmpty();
    }

    @Test
    void whatCannotBeWrittenStaysInMemory() throws Exception {
        StateStores stores = stores(1);
        files.full = true;
        Increment accepted = work(stores, 1, null, session -> fill(session, 0, 200));
        files.full = false;
        accepted = work(stores, 2, accepted, session -> fill(session, 200, 400)); // it is not tried again so soon
        assertThat(files.written).isLessThan(1_000);
        assertThat(contents(stores, 3, accepted)).isEqualTo(filled(400));
    }

    @Test
    void whatNoCodecKnowsStaysInMemory() throws Exception {
        record Unknown(int number) {}
        StateStores stores = stores(1);
        StateTarget target = new StateTarget("op", 0, 1, 1);
        Supplier<StateCodec<String, Object>> codec =
                () -> new StateCodec<>(StateFormat.any(Codecs.standard()), StateFormat.any(Codecs.standard()));
        try (StateSession<String, Object> session = stores.open(target, null, StateCopier.immutable(), codec)) {
            for (int i = 0; i < 100; i++) {
                session.put("key" + i, i % 2 == 0 ? new Unknown(i) : "text " + i);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(session.get("key" + i)).isEqualTo(i % 2 == 0 ? new Unknown(i) : "text " + i);
            }
            assertThat(files.written).isPositive();
        }
    }

    @Test
    void whatCannotBeReadFailsTheTaskAndChangesNothing() throws Exception {
        StateStores stores = stores(1);
        Increment first = work(stores, 1, null, session -> fill(session, 0, 100));
        Increment second = work(stores, 2, first, session -> session.put("key7", "other"));
        files.unreadable = true;
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> work(stores, 3, second, session -> session.get("key3")))
                    .isInstanceOf(StateUnreadableException.class)
                    .hasMessage(
                            "a state of operator 'op', partition 0 of 1 that was moved out of memory can't be read from"
                                    + " the file: it rusts. The batch can't be computed without it: see to the disk or name another"
                                    + " one in sakia.local.dir, and start the program again; with a checkpoint it goes on from its"
                                    + " last epoch");
        }
        assertThatThrownBy(() -> work(stores, 2, first, session -> session.get("key3")))
                .isInstanceOfAny(StateUnreadableException.class, StateLostException.class);
        files.unreadable = false;
        Map<String, String> expected = filled(100);
        expected.put("key7", "other");
        assertThat(contents(stores, 3, second)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noDamageIsTakenForAState(long seed) throws Exception {
        Random random = new Random(seed);
        Path disk = folder.resolve("disk");
        try (StateStores stores =
                new StateStores("x", new MappingLoops(), new StateSpace(1, LocalStorage.in(List.of(disk))))) {
            Increment accepted = work(stores, 1, null, session -> fill(session, 0, 300));
            Path file = onlyFile(disk);
            long length = Files.size(file);
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                if (seed == 1) {
                    bytes.setLength(length / 2);
                } else {
                    for (int i = 0; i < 20; i++) {
                        long at = (long) (random.nextDouble() * length);
                        bytes.seek(at);
                        int before = bytes.read();
                        bytes.seek(at);
                        bytes.write(before + 1 + random.nextInt(255));
                    }
                }
            }
            Map<String, String> all = filled(300);
            int[] failed = {0};
            for (String key : all.keySet()) {
                try {
                    work(
                            stores,
                            2,
                            accepted,
                            session -> assertThat(session.get(key)).isEqualTo(all.get(key)));
                } catch (StateUnreadableException e) {
                    failed[0]++;
                    assertThat(e).hasMessageContaining(file.toString()).hasMessageNotContaining("\n");
                }
            }
            assertThat(failed[0]).isPositive();
        }
        try (Stream<Path> left = Files.list(disk)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeUsedIsPassedOver() throws Exception {
        Path taken = Files.writeString(folder.resolve("taken"), "a file");
        Path disk = folder.resolve("disk");
        try (StateStores stores =
                new StateStores("x", new MappingLoops(), new StateSpace(1, LocalStorage.in(List.of(taken, disk))))) {
            Increment accepted = work(stores, 1, null, session -> fill(session, 0, 100));
            assertThat(Files.size(onlyFile(disk))).isPositive();
            assertThat(contents(stores, 2, accepted)).isEqualTo(filled(100));
        }
        StateStores nowhere =
                new StateStores("x", new MappingLoops(), new StateSpace(1, LocalStorage.in(List.of(taken))));
        Increment accepted = work(nowhere, 1, null, session -> fill(session, 0, 100));
        assertThat(contents(nowhere, 2, accepted)).isEqualTo(filled(100));
    }

    @Test
    void settingsAreRefusedWithWhatToDo() {
        assertThat(StateMemory.of(Map.of("sakia.state.memory", "64k")).bytes()).isEqualTo(65_536);
        assertThat(StateMemory.of(Map.of()).bytes())
                .isEqualTo(Runtime.getRuntime().maxMemory() / 100 * 20);
        assertThatThrownBy(() -> StateMemory.of(Map.of("sakia.state.memory", "lots")))
                .hasMessage(
                        "sakia.state.memory is 'lots': use bytes as in 512m or 2g, or a share of the heap as in 40%");
        assertThatThrownBy(() -> StateMemory.of(Map.of("sakia.state.memory", "1k")))
                .hasMessageStartingWith("sakia.state.memory is '1k', but it takes at least 64k");
        assertThatThrownBy(() -> StateMemory.of(Map.of("sakia.local.dir", ",")))
                .hasMessageStartingWith("sakia.local.dir is ','");
    }

    private StateStores stores(long bytes) {
        return new StateStores("x", new MappingLoops(), new StateSpace(bytes, files));
    }

    private static Increment work(StateStores stores, int batch, Increment accepted, Work work) throws Exception {
        try (StateSession<String, String> session =
                stores.open(new StateTarget("op", 0, 1, batch), accepted, StateCopier.immutable(), CODEC)) {
            work.on(session);
            return session.commit();
        }
    }

    private static Map<String, String> contents(StateStores stores, int batch, Increment accepted) throws Exception {
        Map<String, String> contents = new LinkedHashMap<>();
        work(stores, batch, accepted, session -> session.forEach(contents::put));
        return contents;
    }

    private static void fill(StateSession<String, String> session, int from, int to) {
        for (int i = from; i < to; i++) {
            session.put("key" + i, "state of key " + i);
        }
    }

    private static Map<String, String> filled(int to) {
        Map<String, String> filled = new LinkedHashMap<>();
        for (int i = 0; i < to; i++) {
            filled.put("key" + i, "state of key " + i);
        }
        return filled;
    }

    private static String text(Random random) {
        return "x".repeat(random.nextInt(600));
    }

    private static Path onlyFile(Path disk) throws IOException {
        try (Stream<Path> all = Files.walk(disk)) {
            List<Path> found =
                    all.filter(path -> path.toString().endsWith(".states")).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    /** A driver that stores what its tasks do. */
    private final class Run {
        final StateStores stores;
        final String name;
        final StateFolder to;
        final int partitions;
        final TaskContext task = new TaskContext(0, 0, 1, new ConcurrentHashMap<>(), () -> false);
        StoredOperator stored = StoredOperator.none("op");
        List<Increment> accepted = List.of();
        long batch;

        Run(StateStores stores, String name, long generation, int partitions) {
            this.stores = stores;
            this.name = name;
            this.partitions = partitions;
            this.to = new StateFolder(
                    FileStores.local(), folder.resolve(name).toString(), generation, Durability.PROCESS);
        }

        Run restarted(StateStores newStores, int newPartitions) {
            Run next = new Run(newStores, name, 2, newPartitions);
            next.stored = stored;
            next.accepted = stored.increments(newPartitions);
            next.batch = batch;
            return next;
        }

        void batch(long seed) throws Exception {
            batch++;
            List<Increment> next = new ArrayList<>();
            for (int p = 0; p < partitions; p++) {
                try (StateSession<String, String> session = open(p, batch)) {
                    Random random = new Random(seed);
                    for (int i = 0; i < 120; i++) {
                        String key = "key" + random.nextInt(200);
                        int what = random.nextInt(5);
                        String state = text(random);
                        if (session.isHere(StableHash.of(key))) {
                            switch (what) {
                                case 0 -> session.remove(key);
                                case 1 -> session.renew(key, state);
                                default -> session.put(key, session.contains(key) ? session.get(key) + state : state);
                            }
                        }
                    }
                    next.add(session.commit());
                }
            }
            accepted = next;
        }

        private StateSession<String, String> open(int partition, long inBatch) throws Exception {
            List<Increment> sealed = stored.increments(partitions);
            return stores.open(
                    new StateTarget(
                            "op",
                            partition,
                            partitions,
                            inBatch,
                            sealed.isEmpty()
                                    ? Increment.EMPTY
                                    : sealed.get(partition).id()),
                    accepted.isEmpty() ? null : accepted.get(partition),
                    StateCopier.immutable(),
                    new StateLoader<>(to, stored, Codecs.standard(), CODEC.get(), null));
        }

        void seal(long epoch) throws Exception {
            TaskContext.enter(task);
            try {
                List<StoredPart> parts = new ArrayList<>();
                for (StoredOperator.Unstored unstored : stored.unstored(accepted)) {
                    parts.add(stores.store(
                            to,
                            epoch,
                            unstored,
                            CODEC.get(),
                            () -> Codecs.standard().shapes(String.class)));
                }
                to.sync(parts);
                stored = stored.then(parts);
            } finally {
                TaskContext.enter(null);
            }
        }

        /** All keys with their states, in order. */
        List<Map.Entry<String, String>> contents() throws Exception {
            List<Map.Entry<String, String>> contents = new ArrayList<>();
            for (int p = 0; p < partitions; p++) {
                try (StateSession<String, String> session = open(p, batch + 1)) {
                    session.forEach((key, state) -> contents.add(Map.entry(key, state)));
                }
            }
            return contents;
        }

        /** What is stored, by the name of the file. */
        Map<String, String> files() throws IOException {
            Map<String, String> bytes = new LinkedHashMap<>();
            try (Stream<Path> all = Files.walk(folder.resolve(name))) {
                for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                    bytes.put(
                            folder.resolve(name).relativize(path).toString(),
                            java.util.HexFormat.of().formatHex(Files.readAllBytes(path)));
                }
            }
            return bytes;
        }
    }
}
