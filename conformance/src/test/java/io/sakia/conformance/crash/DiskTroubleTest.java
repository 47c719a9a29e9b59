package io.sakia.conformance.crash;

import static org.assertj.core.api.Assertions.fail;

import io.sakia.testkit.disk.CrashMode;
import io.sakia.testkit.disk.SimulatedDisk;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets operations on the disk fail without a crash: a full disk, a sync that fails, a folder that can't be written. Either the program goes on, or it
 * ends with an error that says so and names the place; and once there is room again, a new start goes on from where it was.
 *
 * <p>{@code -Dsakia.failures=1000} sets how many times each program is disturbed, {@code -Dsakia.seed=…} the first seed.
 */
class DiskTroubleTest {
    private static final int FAILURES = Integer.getInteger("sakia.failures", 8);
    private static final long SEED = Long.getLong("sakia.seed", 1);
    private static final String REASON = "No space left on device";

    @ParameterizedTest
    @EnumSource
    void goesOnWhenThereIsRoomAgain(CrashProgram program, TestReporter reporter) {
        int ended = 0;
        for (long seed = SEED; seed < SEED + FAILURES; seed++) {
            Random random = new Random(seed);
            Trouble trouble = new Trouble(new Crashes(program, Circumstances.plain(seed % 2 * 2500), false), random);
            String wrong = trouble.run();
            if (wrong != null) {
                fail("%s, seed %d: to see it again, -Dsakia.seed=%d\n%s", program, seed, seed, wrong);
            }
            ended += trouble.ended;
        }
        reporter.publishEntry(
                program.name(),
                "%d failures of the disk, which ended %d lives, seeds from %d".formatted(FAILURES, ended, SEED));
    }

    private static final class Trouble {
        private final Crashes crashes;
        private final Random random;
        private int ended;

        Trouble(Crashes crashes, Random random) {
            this.crashes = crashes;
            this.random = random;
        }

        /** What is wrong, or null. */
        @Nullable
        String run() {
            SimulatedDisk disk = new SimulatedDisk();
            long at = 1 + (long) (random.nextDouble() * crashes.operations());
            int times = random.nextBoolean() ? 1 : 1 + random.nextInt(30);
            for (int i = 0; i < times; i++) {
                disk.failAtOperation(at + i, REASON);
            }
            for (int starts = 0; starts < times + 2; starts++) {
                Life.End end = crashes.life(disk).run();
                Throwable failure = end.failure();
                if (failure == null) {
                    String difference = crashes.difference(disk, end);
                    return difference.isEmpty() ? null : Crashes.told(List.of(), disk, difference, null);
                }
                ended++;
                String message = String.valueOf(failure.getMessage());
                if (!tells(failure)) {
                    return Crashes.told(List.of(), disk, "this is not clear: " + message, failure);
                }
                if (random.nextBoolean()) {
                    disk = disk.restart(
                            random.nextBoolean() ? CrashMode.LOSS_OF_POWER : CrashMode.KILL_OF_PROCESS,
                            random.nextLong());
                }
            }
            return Crashes.told(List.of(), disk, "it never went on", null);
        }

        /** Whether a failure's first line says what happened and where. */
        private static boolean tells(Throwable failure) {
            String line =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            return line.contains(REASON) && (line.contains("/checkpoint") || line.contains("/out"));
        }
    }
}
