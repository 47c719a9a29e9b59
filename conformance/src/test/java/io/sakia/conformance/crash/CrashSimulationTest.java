package io.sakia.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sakia.conformance.crash.Circumstances.Ends;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Crashes programs at any operation on their disk, with loss of power or of the process alone, and starts them again with all memory gone: what
 * they have put out in the end is what an undisturbed run puts out.
 *
 * <p>{@code -Dsakia.crashes=1000} sets at how many operations each program is crashed at least, {@code -Dsakia.seed=…} the first seed.
 */
class CrashSimulationTest {
    private static final int SHORT = 15;
    private static final int CRASHES = Integer.getInteger("sakia.crashes", SHORT);
    private static final long SEED = Long.getLong("sakia.seed", 1);

    @ParameterizedTest
    @EnumSource
    void putsOutWhatAnUndisturbedRunDoes(CrashProgram program, TestReporter reporter) {
        List<Crashes> all = new ArrayList<>();
        for (long epoch : new long[] {0, 2500, 6000}) {
            for (Ends ends : Ends.values()) {
                boolean varied = ends == Ends.BESIDE; // nor does the order of operations depend on the seed alone
                all.add(new Crashes(program, Circumstances.plain(epoch).ending(ends), varied));
                all.add(new Crashes(program, Circumstances.selfClocked(epoch).ending(ends), varied));
            }
        }
        long start = System.nanoTime();
        long seed = SEED;
        for (; all.stream().mapToLong(Crashes::points).sum() < CRASHES; seed++) {
            Crashes crashes = all.get((int) (seed % all.size()));
            assertThat(crashes.expected().files()).hasSizeGreaterThan(10);
            String difference = crashes.differenceAfterCrashes(seed);
            if (difference != null) {
                fail("%s, seed %d: to see it again, -Dsakia.seed=%d\n%s", crashes, seed, seed, difference);
            }
        }
        String shown = "%d crash points in %d runs, seeds %d to %d, %d s"
                .formatted(
                        all.stream().mapToLong(Crashes::points).sum(),
                        seed - SEED,
                        SEED,
                        seed - 1,
                        (System.nanoTime() - start) / 1_000_000_000);
        reporter.publishEntry(program.name(), shown);
        if (CRASHES > SHORT) {
            System.out.println(program + ": " + shown); // Maven shows no entries
        }
    }
}
