package io.sakia.streaming.log;

import static io.sakia.streaming.log.SegmentLogTest.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.connector.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers that start while another one is between any two operations on its files. */
class TakeoverTest {
    private final MemoryStore store = new MemoryStore();
    private final List<Publication> published = new ArrayList<>();

    private record Publication(long generation, String record) {}

    /** Recovers, then seals and publishes records; also rolls and deletes. */
    private final class Driver {
        private final List<String> known = new ArrayList<>();

        /** Gives whether it did all its work, and was not fenced. */
        boolean run(int epochs) throws IOException {
            try (SegmentLog log = SegmentLog.open(store, "log", new LogSettings(Durability.POWER, 1))) {
                log.replayNewest(this::digest);
                log.begin(bytes(String.join(" ", known)));
                for (String record : known) {
                    publish(log, record); // what was sealed is published to the end
                }
                log.deleteBefore(log.segment());
                for (int epoch = 0; epoch < epochs; epoch++) {
                    String record = log.generation() + "-" + epoch;
                    log.append(1, bytes(record));
                    log.sync();
                    known.add(record);
                    publish(log, record);
                    if (epoch == 1) {
                        log.roll(bytes(String.join(" ", known)));
                        log.deleteBefore(log.segment());
                    }
                }
                return true;
            } catch (FencedException e) {
                return false;
            }
        }

        private void digest(LogRecord record) {
            String text = new String(record.payload(), UTF_8);
            if (record.kind() == SegmentLog.BASE) {
                known.clear();
                known.addAll(text.isEmpty() ? List.of() : List.of(text.split(" ")));
            } else {
                known.add(text);
            }
        }

        private void publish(SegmentLog log, String record) {
            if (published.stream().noneMatch(each -> each.record.equals(record))) {
                published.add(new Publication(log.generation(), record));
            }
        }
    }

    private List<String> publishedRecords() {
        return published.stream().map(Publication::record).toList();
    }

    private void assertNothingLost(String when) throws IOException {
        Driver last = new Driver();
        assertThat(last.run(0)).isTrue();
        assertThat(last.known).as(when).isEqualTo(publishedRecords());
        assertThat(published).as(when).extracting(Publication::generation).isSorted();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anotherStartsBetweenAnyTwoOperations(int epochs) throws IOException {
        boolean[] started = {true};
        int operations = 0;
        for (; started[0]; operations++) {
            started[0] = false;
            TakeoverTest world = new TakeoverTest();
            world.run(1);
            int[] left = {operations};
            world.store.beforeEach(() -> {
                if (left[0]-- == 0) {
                    started[0] = true;
                    world.run(epochs);
                }
            });
            world.run(3);
            world.store.beforeEach(() -> {});
            world.assertNothingLost("another of " + epochs + " epochs before operation " + operations);
        }
        assertThat(operations).isBetween(50, 500);
    }

    /** Drivers within drivers within drivers. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void manyStartWithinEachOther(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            TakeoverTest world = new TakeoverTest();
            int[] left = {8};
            world.store.beforeEach(() -> {
                if (left[0] > 0 && random.nextInt(12) == 0) {
                    left[0]--;
                    world.run(random.nextInt(4));
                }
            });
            world.run(3);
            world.run(3);
            world.store.beforeEach(() -> {});
            world.assertNothingLost("seed " + seed + ", round " + round);
        }
    }

    private boolean run(int epochs) {
        try {
            return new Driver().run(epochs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
