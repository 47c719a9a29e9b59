package io.sakia.embedded.spill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.MemoryBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs of whatever kinds are read from their piles as they were dealt out, whenever memory ends. */
@SuppressWarnings("NullAway") // values may be null
class SpreadTest {
    @TempDir
    private Path folder;

    private final List<Runnable> releases = new ArrayList<>();

    private final Scope task = new Scope() {
        @Override
        public void checkStopped() {}

        @Override
        public void atEnd(Runnable release) {
            releases.add(release);
        }
    };

    @ParameterizedTest
    @ValueSource(longs = {1 << 30, 1 << 18, 1 << 14, 1 << 10})
    void pairsAreReadAsTheyWereDealtOut(long bytes) {
        Random random = new Random(bytes);
        for (int round = 0; round < 40; round++) {
            int partitions = 1 + random.nextInt(5);
            int keyKinds = 1 + random.nextInt(5);
            int valueKinds = 1 + random.nextInt(5);
            MemoryBudget budget = new MemoryBudget(bytes, 1);
            try (SpillFolders folders = new SpillFolders(List.of(folder))) {
                Spread spread = new Spread(partitions, new Workspace(budget, folders), task);
                List<List<Object>> expected = new ArrayList<>();
                for (int i = 0; i < partitions; i++) {
                    expected.add(new ArrayList<>());
                }
                for (int i = random.nextInt(3_000); i > 0; i--) {
                    int partition = random.nextInt(partitions);
                    Object key = value(random.nextInt(keyKinds), random);
                    Object value = random.nextInt(900) == 0 ? null : value(random.nextInt(valueKinds), random);
                    Pair<Object, Object> pair = new Pair<>(key, value);
                    add(spread, partition, pair, random.nextBoolean());
                    expected.get(partition).add(pair);
                }
                MapOutput output = spread.finish();
                assertContent(output, expected);
                try (Claim greedy = budget.claim()) {
                    greedy.grow(bytes);
                }
                assertContent(output, expected);
                for (int i = 0; i < partitions; i++) {
                    output.drop(i);
                }
                releases.forEach(Runnable::run);
                releases.clear();
                // What divided by the number of records leaves a remainder goes with the output itself.
                assertThat(budget.used()).isLessThan(3_000);
            }
        }
    }

    @Test
    void numbersAreCountedByTheByte() {
        MemoryBudget budget = new MemoryBudget(1 << 30, 1);
        try (SpillFolders folders = new SpillFolders(List.of(folder))) {
            Spread spread = new Spread(1, new Workspace(budget, folders), task);
            int size = 100_000;
            for (int i = 0; i < size; i++) {
                spread.add(0, Kind.LONG, i, null, Kind.DOUBLE, i, null, null);
            }
            MapOutput output = spread.finish();
            PairBuffer pairs = ((Pile) output.bucket(0)).pairs();
            long arrays = 8L * (pairs.keys().bits().length + pairs.values().bits().length);
            assertThat(arrays).isBetween(16L * size, 24L * size);
            assertThat(budget.used()).isEqualTo(arrays);
            output.drop(0);
        }
    }

    private static void add(Spread spread, int partition, Pair<Object, Object> pair, boolean whole) {
        int keyKind = Kind.of(pair.key());
        int valueKind = Kind.of(pair.value());
        spread.add(
                partition,
                keyKind,
                Kind.keyBits(keyKind, pair.key()),
                whole ? pair.key() : Kind.beside(keyKind, pair.key()),
                valueKind,
                Kind.bits(valueKind, pair.value()),
                whole ? pair.value() : Kind.beside(valueKind, pair.value()),
                whole ? pair : null);
    }

    private void assertContent(MapOutput output, List<List<Object>> expected) {
        for (int i = 0; i < expected.size(); i++) {
            List<Object> content = new ArrayList<>();
            if (output.bucket(i) instanceof Pile pile) {
                assertThat(pile.records()).isEqualTo(expected.get(i).size());
                for (Iterator<Object> pairs = pile.iterator(task); pairs.hasNext(); ) {
                    content.add(pairs.next());
                }
            }
            assertThat(content).isEqualTo(expected.get(i));
        }
    }

    private static @Nullable Object value(int kind, Random random) {
        return switch (kind) {
            case 0 -> random.nextLong();
            case 1 -> random.nextDouble();
            case 2 -> "word " + random.nextInt(1000);
            case 3 -> random.nextInt();
            default -> List.of(random.nextInt());
        };
    }
}
