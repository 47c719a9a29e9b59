package io.sakia.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.TaskContext;
import io.sakia.connector.Durability;
import io.sakia.connector.KeyGroups;
import io.sakia.connector.codec.Codecs;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.state.StateLoader;
import io.sakia.streaming.state.StateSession;
import io.sakia.streaming.state.StateStores;
import io.sakia.streaming.state.StateTarget;
import io.sakia.streaming.state.StoredOperator;
import io.sakia.streaming.state.StoredPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** State files on a disk that crashes at each of its operations: what an ended epoch has stored is there, whatever became of the next. */
class StateFilesCrashTest {
    @AfterEach
    void leave() {
        TaskContext.enter(null);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsEndedIsKept(CrashMode mode) throws Exception {
        long crashes = 0;
        for (long n = 1; ; n++) {
            SimulatedDisk disk = new SimulatedDisk().crashAtOperation(n);
            Life life = new Life(disk, mode, 1, 2, StoredOperator.none("op"), new TreeMap<>());
            if (!live(life, n)) {
                break; // it has fewer operations
            }
            crashes++;
            for (long seed = 0; seed < 5; seed++) {
                SimulatedDisk next = disk.restart(mode, seed);
                for (int partitions = 1; partitions <= 3; partitions++) {
                    Life other = new Life(next, mode, 2, partitions, life.stored, life.ended);
                    assertThat(other.contents())
                            .as("%s at operation %d, seed %d", mode, n, seed)
                            .isEqualTo(life.ended);
                }
                Life on = new Life(next, mode, 3 + seed, 2, life.stored, new TreeMap<>(life.ended));
                live(on, ~n);
                assertThat(new Life(next, mode, 99, 3, on.stored, on.ended).contents())
                        .isEqualTo(on.ended)
                        .isEqualTo(on.now);
            }
        }
        assertThat(crashes).isGreaterThan(10);
    }

    /** Four epochs; gives whether the disk crashed. */
    private static boolean live(Life life, long seed) throws Exception {
        Random random = new Random(seed);
        try {
            for (int i = 0; i < 4; i++) {
                life.batch(random);
                life.end();
            }
            return false;
        } catch (SimulatedCrash e) {
            return true;
        }
    }

    private static TaskContext task() {
        return new TaskContext(0, 0, 1, new ConcurrentHashMap<>(), () -> false);
    }

    /** A driver with its executor, from a start of the program to its death. */
    private static final class Life {
        final TaskContext task = task();
        final StateFolder folder;
        final StateStores stores;
        final int partitions;
        final StateCodec<String, Long> codec = new StateCodec<>(
                StateFormat.any(Codecs.standard()), StateFormat.declared(Codecs.standard(), Long.class));
        StoredOperator stored; // as the batch log would have it
        List<Increment> accepted;
        long batch;
        Map<String, Long> now;
        Map<String, Long> ended;

        Life(
                SimulatedDisk disk,
                CrashMode mode,
                long generation,
                int partitions,
                StoredOperator stored,
                Map<String, Long> ended) {
            this.folder = new StateFolder(
                    disk.stores(),
                    "/checkpoint",
                    generation,
                    mode == CrashMode.LOSS_OF_POWER ? Durability.POWER : Durability.PROCESS);
            this.stores = new StateStores("life" + generation);
            this.partitions = partitions;
            this.stored = stored;
            this.accepted = stored.increments(partitions);
            this.batch = accepted.stream().mapToLong(Increment::batch).max().orElse(0);
            this.ended = ended;
            this.now = ended;
            TaskContext.enter(task);
        }

        void batch(Random random) throws Exception {
            batch++;
            now = new TreeMap<>(now);
            for (int i = 0; i < 30; i++) {
                String key = "k" + random.nextInt(40);
                if (random.nextInt(3) == 0) {
                    now.remove(key);
                } else {
                    now.put(key, random.nextLong());
                }
            }
            List<Increment> next = new ArrayList<>();
            for (int p = 0; p < partitions; p++) {
                try (StateSession<String, Long> session = open(p)) {
                    for (int key = 0; key < 40; key++) {
                        String name = "k" + key;
                        if (KeyGroups.partition(KeyGroups.of(name), partitions) == p) {
                            Long state = now.get(name);
                            if (state == null) {
                                session.remove(name);
                            } else if (!state.equals(session.get(name))) {
                                session.put(name, state);
                            }
                        }
                    }
                    next.add(session.commit());
                }
            }
            accepted = next;
        }

        void end() throws Exception {
            List<StoredPart> parts = new ArrayList<>();
            for (StoredOperator.Unstored unstored : stored.unstored(accepted)) {
                parts.add(stores.store(folder, batch, unstored, codec, Codecs.standard()::shapes));
            }
            folder.sync(parts);
            stored = stored.then(parts);
            ended = now;
        }

        Map<String, Long> contents() throws Exception {
            batch++;
            Map<String, Long> contents = new TreeMap<>();
            for (int p = 0; p < partitions; p++) {
                try (StateSession<String, Long> session = open(p)) {
                    session.forEach(contents::put);
                }
            }
            return contents;
        }

        private StateSession<String, Long> open(int partition) throws Exception {
            List<Increment> last = stored.increments(partitions);
            return stores.open(
                    new StateTarget(
                            "op",
                            partition,
                            partitions,
                            batch,
                            last.isEmpty()
                                    ? Increment.EMPTY
                                    : last.get(partition).id()),
                    accepted.isEmpty() ? null : accepted.get(partition),
                    StateCopier.immutable(),
                    new StateLoader<>(folder, stored, Codecs.standard(), codec, null));
        }
    }
}
