package io.sakia.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runs in a short form, by the real clock: how long things take is not looked at. */
class OverloadTest {
    @TempDir
    private Path folder;

    @Test
    void aSourceThatGivesTooMuchLosesNothing() throws Exception {
        isExact(new Overload.Run("source", false, HangingSink.At.NOWHERE, 0, 2, 2, 100, 0));
    }

    @Test
    void aReceiverAndASinkThatHangsLoseNothing() throws Exception {
        isExact(new Overload.Run("publish-hangs", true, HangingSink.At.PUBLISH, 500, 2, 2, 100, 0));
    }

    private void isExact(Overload.Run run) throws Exception {
        Overload.Outcome outcome = Overload.of(folder, run);
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.lines()).isPositive();
    }
}
