package io.sakia.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.cli.wordcount.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that counts words is killed by {@code kill -9} and started again, over and over, while files appear. In the end each word has
 * been counted exactly once.
 */
class KillTest {
    private static final long SEED = 20261123;

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
        try (WordCountProcess counting = WordCountProcess.ofCommandLine(folder, SEED)) {
            Map<Moment, Integer> moments = Kills.run(counting, times, new Random(SEED));

            System.out.print(report(counting, times, moments));
            assertThat(Counts.written(counting.out)).isEqualTo(counting.truth);
            assertThat(Moment.names(counting.out))
                    .as("what half-done batches have left")
                    .allMatch(name -> name.startsWith("batch-"));
        }
    }

    private static String report(WordCountProcess counting, int kills, Map<Moment, Integer> moments)
            throws IOException {
        long words = counting.truth.words().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return String.format(
                        "%d times kill -9: %,d files, %,d words, %d batches%n",
                        kills,
                        counting.files(),
                        words,
                        Counts.batches(counting.out).size())
                + Kills.report(moments);
    }
}
