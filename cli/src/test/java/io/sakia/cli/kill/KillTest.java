package io.sakia.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.cli.wordcount.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that counts words is killed by {@code kill -9} and started again, over and over, while files appear. In the end each word has
 * been counted exactly once.
 *
 * <p>When to kill is decided by what the process does: after so many changes to its log and to the folder of its output, a number that
 * the seed gives, and a moment later. So all moments of its work are hit, however fast the machine is.
 */
class KillTest {
    private static final long SEED = 20261123;

    /** So many changes at most before a kill, about eight a batch; few more often than many, so that recoveries are killed too. */
    private static final int CHANGES = 60;

    /** At most so long a moment: a few milliseconds. */
    private static final int SPINS = 100_000;

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void threeTimes() throws Exception {
        killed(3);
    }

    /** Takes minutes: {@code -Dsakia.large}. */
    @Test
    @EnabledIfSystemProperty(named = "sakia.large", matches = ".*", disabledReason = "takes minutes: -Dsakia.large")
    void fiftyTimes() throws Exception {
        killed(50);
    }

    private void killed(int times) throws Exception {
        Random random = new Random(SEED);
        Map<Moment, Integer> moments = new EnumMap<>(Moment.class);
        try (WordCountProcess counting = WordCountProcess.ofCommandLine(folder, SEED)) {
            for (int kill = 1; kill <= times; kill++) {
                runAndKill(counting, random);
                moments.merge(counting.moment(), 1, Integer::sum);
                counting.addFile(); // while nobody is there
            }
            counting.start();
            assertThat(counting.await()).as(counting.said()).isZero();

            System.out.print(report(counting, times, moments));
            assertThat(Counts.written(counting.out)).isEqualTo(counting.truth);
            assertThat(Moment.names(counting.out))
                    .as("what half-done batches have left")
                    .allMatch(name -> name.startsWith("batch-"));
        }
    }

    private static void runAndKill(WordCountProcess counting, Random random) throws Exception {
        int changes = 1 + random.nextInt(1 + random.nextInt(CHANGES));
        int spins = random.nextInt(SPINS);
        try (Doings doings = counting.start()) {
            for (int i = 1; i <= changes; i++) {
                assertThat(doings.await()).as(counting.said()).isTrue();
                if (i % 3 == 0) {
                    counting.addFile();
                }
            }
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            counting.kill();
        }
    }

    private static String report(WordCountProcess counting, int kills, Map<Moment, Integer> moments)
            throws IOException {
        long words = counting.truth.words().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        StringBuilder text = new StringBuilder(String.format(
                "%d times kill -9: %,d files, %,d words, %d batches%n",
                kills, counting.files(), words, Counts.batches(counting.out).size()));
        for (Moment moment : Moment.values()) {
            text.append(String.format("%4d  %s%n", moments.getOrDefault(moment, 0), moment.text()));
        }
        return text.toString();
    }
}
