package io.sakia.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.cli.wordcount.Counts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, to a real process with a checkpoint: what was taken in is published and committed, and the next start goes on. */
@Timeout(120)
class StopTest {
    private static final long SEED = 7;

    /** Changes to wait for before the signal: some batches. */
    private static final int CHANGES = 30;

    @TempDir
    private Path folder;

    @Test
    void theCommandLineEndsInGoodOrder() throws Exception {
        try (WordCountProcess counting = WordCountProcess.ofCommandLine(folder, SEED)) {
            assertThat(stopped(counting)).as(counting.said()).isZero();
            goesOn(counting);
        }
    }

    /** Its exit code is the JVM's, as its signals are. */
    @Test
    void aUsersMainEndsInGoodOrder() throws Exception {
        try (WordCountProcess counting = WordCountProcess.ofUser(folder, SEED)) {
            assertThat(stopped(counting)).as(counting.said()).isEqualTo(143);
            goesOn(counting);
        }
    }

    private static int stopped(WordCountProcess counting) throws Exception {
        try (Doings doings = counting.start()) {
            for (int i = 1; i <= CHANGES; i++) {
                assertThat(doings.await()).as(counting.said()).isTrue();
                if (i % 3 == 0) {
                    counting.addFile();
                }
            }
            counting.terminate();
            return counting.await();
        }
    }

    private static void goesOn(WordCountProcess counting) throws Exception {
        assertThat(counting.moment()).isEqualTo(Moment.COMMITTED);
        assertThat(Moment.names(counting.out)).isNotEmpty().allMatch(name -> name.startsWith("batch-"));
        assertThat(Counts.written(counting.out).words()).isNotEmpty();

        counting.addFile();
        counting.start();
        assertThat(counting.await()).as(counting.said()).isZero();
        assertThat(Counts.written(counting.out)).isEqualTo(counting.truth);
    }
}
