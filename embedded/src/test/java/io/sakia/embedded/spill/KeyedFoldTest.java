package io.sakia.embedded.spill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.column.Column;
import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fold gives the same keys in the same order with the same payloads in the same order, however little memory it has. */
class KeyedFoldTest {
    private static final int RECORDS = 20_000;

    @TempDir
    private Path folder;

    private final Task task = new Task();

    /** Keys whose hash codes collide as the divisor says. */
    record Key(int number, int divisor) {
        @Override
        public int hashCode() {
            return number / divisor;
        }
    }

    /** Can't be written. */
    static final class Stubborn {
        private final int number;

        Stubborn(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Stubborn stubborn && stubborn.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        task.end();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000000000, 3000, 1, lists", "200000, 3000, 1, lists", "20000, 3000, 1, lists", "3000, 3000, 1, lists",
        "200000, 19000, 1, lists", "20000, 19000, 1, sums", "60000, 300, 1, sums", "60000, 5, 1, lists",
        "20000, 3000, 50, lists", "20000, 3000, 2147483647, lists", "3000, 1, 1, lists"
    })
    void foldsAsAMapThatKeepsTheOrder(long bytes, int keys, int divisor, String what) {
        MemoryBudget budget = new MemoryBudget(bytes, 1);
        SpillFolders folders = new SpillFolders(List.of(folder));
        Folder folder = what.equals("lists") ? new Lists() : new Sums();
        Random random = new Random(keys);
        Map<Object, Object> expected = new LinkedHashMap<>();
        KeyedFold fold = new KeyedFold(folder, new Workspace(budget, folders), task);
        for (int i = 0; i < RECORDS; i++) {
            Key key = new Key(random.nextInt(random.nextInt(keys) + 1), divisor);
            double value = Math.exp(random.nextInt(30));
            fold.put(key, 0, value);
            Object before = expected.get(key);
            expected.put(key, before == null ? folder.first(key, 0, value) : folder.next(key, before, 0, value));
        }
        try (Folded folded = fold.finish()) {
            assertThat(folded instanceof Folded.OnDisk).isEqualTo(bytes < RECORDS * 20L && keys != 300);
            assertThat(content(folded)).isEqualTo(List.copyOf(expected.entrySet()));
            assertThat(content(folded)).as("read again").isEqualTo(List.copyOf(expected.entrySet()));
        }
        task.end();
        assertThat(budget.used()).isZero();
        folders.close();
    }

    @Test
    void partsMergeInTheirOrder() {
        MemoryBudget budget = new MemoryBudget(30_000, 1);
        SpillFolders folders = new SpillFolders(List.of(folder));
        KeyedFold fold = new KeyedFold(new Lists(), new Workspace(budget, folders), task);
        Map<Object, List<Object>> expected = new LinkedHashMap<>();
        for (int part = 0; part < 20; part++) {
            int size = 500;
            Object[] keys = new Object[size];
            @Nullable Object[] lists = new Object[size];
            int[] hashes = new int[size];
            for (int i = 0; i < size; i++) {
                keys[i] = "key " + (i * 7 + part * 100) % 1_700;
                lists[i] = new ArrayList<Object>(List.of(part, i));
                hashes[i] = AggregationTable.hash(keys[i]);
                expected.computeIfAbsent(keys[i], key -> new ArrayList<>()).addAll(List.of(part, i));
            }
            if (!fold.adopts(
                    new KeyedBucket(Column.of(keys, size), Column.of(lists, size), hashes, size), 40L * size)) {
                for (int i = 0; i < size; i++) {
                    fold.put(keys[i], 1, lists[i]);
                }
            }
        }
        try (Folded folded = fold.finish()) {
            assertThat(folded).isInstanceOf(Folded.OnDisk.class);
            assertThat(content(folded)).isEqualTo(List.copyOf(expected.entrySet()));
        }
        task.end();
        assertThat(budget.used()).isZero();
        folders.close();
    }

    @Test
    void whatCantBeWrittenStaysInMemoryAndTheResultIsRight() {
        MemoryBudget budget = new MemoryBudget(20_000, 1);
        SpillFolders folders = new SpillFolders(List.of(folder));
        KeyedFold fold = new KeyedFold(new Lists(), new Workspace(budget, folders), task);
        Map<Object, List<Object>> expected = new LinkedHashMap<>();
        for (int i = 0; i < 5_000; i++) {
            Object key = i % 3 == 0 ? new Stubborn(i % 999) : "key " + i % 1_000;
            fold.put(key, 0, i);
            expected.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
        }
        try (Folded folded = fold.finish()) {
            assertThat(content(folded)).isEqualTo(List.copyOf(expected.entrySet()));
        }
        task.end();
        assertThat(budget.used()).isZero();
        assertThat(budget.forcedBytes()).isPositive();
        folders.close();
    }

    private List<Map.Entry<Object, Object>> content(Folded folded) {
        List<Map.Entry<Object, Object>> content = new ArrayList<>();
        if (folded instanceof Folded.InMemory inMemory) {
            KeyedBucket bucket = inMemory.bucket();
            for (int i = 0; i < bucket.size; i++) {
                content.add(Map.entry(
                        Objects.requireNonNull(bucket.keys.get(i)),
                        Objects.requireNonNull(bucket.accumulators.get(i))));
            }
        } else if (folded instanceof Folded.OnDisk onDisk) {
            for (Iterator<Object> entries = onDisk.entries(task); entries.hasNext(); ) {
                Entry entry = (Entry) entries.next();
                content.add(Map.entry(entry.key(), Objects.requireNonNull(entry.payload())));
            }
        }
        return content;
    }

    /** Collects values (0) and lists of values (1). */
    private static final class Lists extends Folder {
        @Override
        public @Nullable Object first(Object key, int tag, @Nullable Object payload) {
            return tag == 1 ? payload : next(key, new ArrayList<>(), tag, payload);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"})
        public Object next(Object key, @Nullable Object accumulator, int tag, @Nullable Object payload) {
            List<Object> list = (List<Object>) accumulator;
            if (tag == 1) {
                list.addAll((List<Object>) payload);
            } else {
                list.add(payload);
            }
            return list;
        }

        @Override
        public @Nullable Object result(Object key, @Nullable Object accumulator) {
            return accumulator;
        }
    }

    /** Adds doubles up, whose last bits tell in which order. */
    @SuppressWarnings("NullAway")
    private static final class Sums extends Folder {
        @Override
        public @Nullable Object first(Object key, int tag, @Nullable Object payload) {
            return payload;
        }

        @Override
        public Object next(Object key, @Nullable Object accumulator, int tag, @Nullable Object payload) {
            return (Double) accumulator + (Double) payload;
        }

        @Override
        public @Nullable Object result(Object key, @Nullable Object accumulator) {
            return accumulator;
        }
    }

    /** A task that is never stopped. */
    private static final class Task implements Scope {
        private final Deque<Runnable> releases = new ArrayDeque<>();

        @Override
        public void checkStopped() {}

        @Override
        public void atEnd(Runnable release) {
            releases.push(release);
        }

        void end() {
            while (!releases.isEmpty()) {
                releases.pop().run();
            }
        }
    }
}
