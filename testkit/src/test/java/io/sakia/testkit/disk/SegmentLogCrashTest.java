package io.sakia.testkit.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.connector.Durability;
import io.sakia.streaming.log.GroupCommit;
import io.sakia.streaming.log.LogRecord;
import io.sakia.streaming.log.LogSettings;
import io.sakia.streaming.log.SegmentLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs on a disk that crashes at every operation, in several lives: what was synced is there, in order, and nothing else. */
class SegmentLogCrashTest {
    private static final int SEEDS = 6;
    private static final int LIVES = 4;

    /** How a log is used. */
    private enum Use {
        /** Bases have everything, and older segments are deleted. */
        COMPLETE_BASES,
        /** Bases have nothing, and all segments are read. */
        ALL_SEGMENTS
    }

    /** What a log should have in it: of the records that were tried, those that were confirmed at the least. */
    private static final class Expected {
        private List<String> tried = new ArrayList<>();
        private int confirmed;
        private int records;

        void check(List<String> found, String when) {
            assertThat(found.size())
                    .as("%s: found %s of %s, %s confirmed", when, found, tried, confirmed)
                    .isBetween(confirmed, tried.size());
            assertThat(found).as(when).isEqualTo(tried.subList(0, found.size()));
            tried = new ArrayList<>(found);
        }

        String next() {
            String record = "record-" + records++; // never the same one twice
            tried.add(record);
            return record;
        }
    }

    private static List<String> recover(SegmentLog log, Use use) throws IOException {
        List<String> found = new ArrayList<>();
        SegmentLog.Visitor digest = record -> {
            String text = new String(record.payload(), UTF_8);
            if (record.kind() == SegmentLog.BASE) {
                if (use == Use.COMPLETE_BASES) {
                    found.clear();
                    found.addAll(text.isEmpty() ? List.of() : List.of(text.split(" ")));
                }
            } else {
                found.add(text);
            }
        };
        if (use == Use.COMPLETE_BASES) {
            log.replayNewest(digest);
        } else {
            log.replay(digest);
        }
        return found;
    }

    private static byte[] base(Use use, List<String> known) {
        return use == Use.COMPLETE_BASES ? String.join(" ", known).getBytes(UTF_8) : new byte[0];
    }

    private static void live(SimulatedDisk disk, Durability durability, Use use, Expected expected, String when)
            throws IOException {
        try (SegmentLog log = SegmentLog.open(disk.store("/checkpoint"), "log", new LogSettings(durability, 150))) {
            expected.check(recover(log, use), when);
            log.begin(base(use, expected.tried));
            expected.confirmed = expected.tried.size();
            if (use == Use.COMPLETE_BASES) {
                log.deleteBefore(log.segment());
            }
            for (int epoch = 0; epoch < 4; epoch++) {
                for (int i = 0; i < 3; i++) {
                    log.append(1, expected.next().getBytes(UTF_8));
                }
                log.sync();
                expected.confirmed = expected.tried.size();
                if (log.isLarge()) {
                    log.roll(base(use, expected.tried));
                    if (use == Use.COMPLETE_BASES) {
                        log.deleteBefore(log.segment());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Use.class)
    void survivesLossOfPowerAndKillAtAnyOperation(Use use) throws IOException {
        long operations = crashEverywhere(use, Durability.POWER, List.of(CrashMode.values()));
        assertThat(operations).isGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource(Use.class)
    void survivesKillAtAnyOperationWithoutSyncs(Use use) throws IOException {
        long operations = crashEverywhere(use, Durability.PROCESS, List.of(CrashMode.KILL_OF_PROCESS));
        assertThat(operations).isGreaterThan(20);
    }

    /** Crashes the first life at each operation, and some later lives anywhere; gives how many operations a life has. */
    private static long crashEverywhere(Use use, Durability durability, List<CrashMode> modes) throws IOException {
        long n = 1;
        for (boolean crashed = true; crashed; n++) {
            for (long seed = 0; seed < SEEDS; seed++) {
                SplittableRandom random = new SplittableRandom(seed * 1_000_003 + n);
                SimulatedDisk disk = new SimulatedDisk().crashAtOperation(n);
                Expected expected = new Expected();
                for (int life = 0; life < LIVES; life++) {
                    String when = use + ", first crash at " + n + ", seed " + seed + ", life " + life;
                    try {
                        live(disk, durability, use, expected, when);
                    } catch (SimulatedCrash e) {
                        assertThat(disk.crashed()).isTrue();
                    }
                    crashed = life == 0 ? disk.crashed() : crashed;
                    disk = disk.restart(modes.get(random.nextInt(modes.size())), random.nextLong())
                            .crashAtOperation(1 + random.nextInt(60));
                }
                try (SegmentLog log = SegmentLog.open(
                        disk.restart(modes.get(0), seed).store("/checkpoint"),
                        "log",
                        new LogSettings(durability, 150))) {
                    expected.check(
                            recover(log, use), use + ", first crash at " + n + ", seed " + seed + ", at the end");
                }
            }
        }
        return n;
    }

    /** Any one or two operations fail, a crash follows later: what was confirmed is there once, in order. */
    @Test
    void survivesFailuresAndThenLossOfPower() throws Exception {
        for (int n = 1; n < 60; n++) {
            for (int failures = 1; failures <= 2; failures++) {
                for (long seed = 0; seed < 4; seed++) {
                    failThenCrash(n, failures, seed);
                }
            }
        }
    }

    private static void failThenCrash(int n, int failures, long seed) throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        SegmentLog log = SegmentLog.open(disk.store("/checkpoint"), "log", new LogSettings(Durability.POWER, 150));
        log.begin(new byte[0]);
        for (int i = 0; i < failures; i++) {
            disk.failAtOperation(disk.operations() + n + i, new IOException("no space"));
        }
        GroupCommit commit = new GroupCommit(log, () -> new byte[0], Runnable::run);
        List<String> tried = new ArrayList<>();
        List<String> confirmed = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String record = "record-" + i;
            tried.add(record);
            CompletableFuture<LogRecord.Place> place = commit.append(1, record.getBytes(UTF_8));
            if (!place.isCompletedExceptionally()) {
                assertThat(place).isCompleted();
                confirmed.add(record);
            }
        }
        assertThat(confirmed).hasSizeGreaterThanOrEqualTo(tried.size() - failures);
        SimulatedDisk restarted = disk.restart(CrashMode.LOSS_OF_POWER, seed);
        try (SegmentLog again = SegmentLog.open(restarted.store("/checkpoint"), "log", LogSettings.defaults())) {
            List<String> found = recover(again, Use.ALL_SEGMENTS);
            String when = "operation " + n + " and " + (failures - 1) + " more failed, seed " + seed;
            assertThat(found).as(when).containsAll(confirmed).doesNotHaveDuplicates();
            assertThat(tried).as(when).containsSubsequence(found);
        }
    }
}
