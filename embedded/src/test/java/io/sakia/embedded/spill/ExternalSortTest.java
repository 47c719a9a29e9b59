package io.sakia.embedded.spill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.MemoryBudget;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sort gives the same as a stable sort in memory, however little memory it has. */
class ExternalSortTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {100_000_000, 1_000_000, 100_000, 10_000, 1_000})
    @SuppressWarnings("unchecked")
    void sortsStably(long bytes) {
        MemoryBudget budget = new MemoryBudget(bytes, 1);
        Comparator<Object> order = (a, b) -> ((Pair<Integer, ?>) a).key().compareTo(((Pair<Integer, ?>) b).key());
        Random random = new Random(bytes);
        List<Object> expected = new ArrayList<>();
        Deque<Runnable> releases = new ArrayDeque<>();
        Scope task = new Scope() {
            @Override
            public void checkStopped() {
                // Goes on.
            }

            @Override
            public void atEnd(Runnable release) {
                releases.push(release);
            }
        };
        try (SpillFolders folders = new SpillFolders(List.of(folder))) {
            ExternalSort sort = new ExternalSort(order, new Workspace(budget, folders), task);
            for (int i = 0; i < 200; i++) {
                Object[] some = new Object[100];
                Arrays.setAll(some, j -> Pair.of(random.nextInt(5_000), "value " + expected.size() + " " + j));
                expected.addAll(List.of(some));
                if (i % 2 == 0) {
                    sort.addAll(new Pile(some, some.length), 100L * some.length);
                } else {
                    for (Object record : some) {
                        sort.add(record);
                    }
                }
            }
            expected.sort(order);
            try (Sorted sorted = sort.finish()) {
                assertThat(sorted instanceof Sorted.OnDisk).isEqualTo(bytes <= 1_000_000);
                List<Object> actual = new ArrayList<>();
                if (sorted instanceof Sorted.OnDisk onDisk) {
                    onDisk.iterator(order, task).forEachRemaining(actual::add);
                    assertThat(onDisk.records()).isEqualTo(expected.size());
                } else if (sorted instanceof Sorted.InMemory inMemory) {
                    actual.addAll(Arrays.asList(inMemory.records()).subList(0, inMemory.size()));
                }
                assertThat(actual).isEqualTo(expected);
            }
            releases.forEach(Runnable::run);
            assertThat(budget.used()).isZero();
        }
    }
}
