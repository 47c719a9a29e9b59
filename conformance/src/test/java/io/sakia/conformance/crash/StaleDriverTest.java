package io.sakia.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sakia.streaming.log.FencedException;
import io.sakia.testkit.disk.CrashMode;
import io.sakia.testkit.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Halts a driver in any step on a disk without locks, lets another one run the program on the same disk, to its end or to any of its steps, and
 * then lets the first one go: one of them is fenced, and nothing is spoiled.
 *
 * <p>{@code -Dsakia.takeovers=1000} sets how many times each program is taken over, {@code -Dsakia.seed=…} the first seed.
 */
class StaleDriverTest {
    private static final int TAKEOVERS = Integer.getInteger("sakia.takeovers", 2);
    private static final long SEED = Long.getLong("sakia.seed", 1);
    private static int fencedInAll;

    @AfterAll
    static void someDriversWereFenced() {
        assertThat(fencedInAll).as("drivers that were fenced").isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void endsAndSpoilsNothing(CrashProgram program, TestReporter reporter) throws Exception {
        int fenced = 0;
        for (long seed = SEED; seed < SEED + TAKEOVERS; seed++) {
            Circumstances circumstances = Circumstances.plain(seed % 2 * 2500);
            HaltingStores calm = new HaltingStores(new SimulatedDisk().stores(), 0);
            assertThat(new Life(program, circumstances, calm).run().failure()).isNull();
            TakeOver takeOver = new TakeOver(program, circumstances, new Random(seed));
            String wrong = takeOver.run(calm.steps());
            if (wrong != null) {
                fail("seed %d: to see it again, -Dsakia.seed=%d\n%s", seed, seed, wrong);
            }
            fenced += takeOver.fenced;
            fencedInAll += takeOver.fenced;
        }
        reporter.publishEntry(
                program.name(), "%d takeovers, %d drivers fenced, seeds from %d".formatted(TAKEOVERS, fenced, SEED));
    }

    private static final class TakeOver {
        private final CrashProgram program;
        private final Circumstances circumstances;
        private final Random random;
        private final List<String> story = new ArrayList<>();
        private SimulatedDisk disk = new SimulatedDisk();
        private int fenced;

        TakeOver(CrashProgram program, Circumstances circumstances, Random random) {
            this.program = program;
            this.circumstances = circumstances;
            this.random = random;
        }

        /** What is wrong, or null. */
        @Nullable
        String run(long steps) throws InterruptedException {
            Crashes crashes = new Crashes(program, circumstances, false);
            HaltingStores stale = new HaltingStores(disk.stores(), step(steps));
            CompletableFuture<Life.End> first = live(stale);
            stale.awaitHalt();
            story.add("══ halted after operation " + disk.operations());
            HaltingStores fresh = new HaltingStores(disk.stores(), random.nextBoolean() ? step(steps) : 0);
            CompletableFuture<Life.End> second = live(fresh);
            fresh.awaitHalt();
            story.add("══ let go after operation " + disk.operations());
            stale.letGo();
            Life.End end = first.join();
            fresh.letGo();
            Life.End other = second.join();
            for (Life.End each : List.of(end, other)) {
                Throwable failure = each.failure();
                if (failure != null && !isFenced(failure)) {
                    return Crashes.told(story, disk, "a driver failed in another way", failure);
                }
                fenced += failure == null ? 0 : 1;
            }
            story.addAll(disk.history());
            disk = disk.restart(CrashMode.LOSS_OF_POWER, random.nextLong());
            Life.End last = new Life(program, circumstances, disk.stores()).run();
            if (last.failure() != null) {
                return Crashes.told(story, disk, "the program can't go on", last.failure());
            }
            String difference = crashes.difference(disk, last);
            return difference.isEmpty() ? null : Crashes.told(story, disk, difference, null);
        }

        private long step(long steps) {
            return 1 + (long) (random.nextDouble() * steps);
        }

        private CompletableFuture<Life.End> live(HaltingStores stores) {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return new Life(program, circumstances, stores).run();
                } finally {
                    stores.ended();
                }
            });
        }

        private static boolean isFenced(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof FencedException) {
                    return true;
                }
            }
            return false;
        }
    }
}
