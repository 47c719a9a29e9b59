package io.sakia.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that meets a bad record in every hundred is killed by {@code kill -9} and started again. In the end each good record was put out once, and each bad
 * one is a dead letter once: in the checkpoint, and in what the stream of dead letters has put out.
 */
class LettersKillTest {
    private static final long SEED = 20261124;

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void twice() throws Exception {
        killed(2, 2_000);
    }

    /** Takes longer: {@code -Dsakia.large}. */
    @Test
    @EnabledIfSystemProperty(named = "sakia.large", matches = ".*", disabledReason = "takes a minute: -Dsakia.large")
    void tenTimes() throws Exception {
        killed(10, 20_000);
    }

    private void killed(int times, int longest) throws Exception {
        try (LettersProcess process = new LettersProcess(folder, SEED, longest)) {
            Map<Moment, Integer> moments = Kills.run(process, times, new Random(SEED));

            System.out.printf(
                    "%d times kill -9: %,d files, %,d lines, of which %,d are dead letters%n%s",
                    times, process.files(), process.lines(), process.bad.size(), Kills.report(moments));
            assertThat(process.written()).isEqualTo(LettersProcess.sorted(process.good));
            assertThat(process.kept()).isEqualTo(LettersProcess.sorted(process.bad));
            assertThat(process.letters()).isEqualTo(LettersProcess.sorted(process.bad));
        }
    }
}
