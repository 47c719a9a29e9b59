package io.sakia.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Crashes programs at any operation on their disk, with loss of power or of the process alone, and starts them again with all memory gone: what
 * they have put out in the end is what an undisturbed run puts out.
 *
 * <p>{@code -Dsakia.crashes=10000} sets through how many crashed runs each program is taken, {@code -Dsakia.seed=…} the first seed.
 */
class CrashSimulationTest {
    private static final int RUNS = Integer.getInteger("sakia.crashes", 40);
    private static final long SEED = Long.getLong("sakia.seed", 1);

    @ParameterizedTest
    @EnumSource
    void putsOutWhatAnUndisturbedRunDoes(CrashProgram program) {
        for (int epoch : new int[] {0, 2500}) {
            Crashes crashes = new Crashes(new Life(program, 1, epoch, words(), 4));
            assertThat(crashes.expected()).isNotEmpty();
            for (long seed = SEED; seed < SEED + RUNS / 2; seed++) {
                String difference = crashes.differenceAfterCrashes(seed);
                if (difference != null) {
                    fail("seed %d, epoch %d\n%s", seed, epoch, difference);
                }
            }
        }
    }

    /** Forty words of seven, the same in every run. */
    static List<String> words() {
        Random random = new Random(7);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            words.add("w" + random.nextInt(7));
        }
        return words;
    }
}
