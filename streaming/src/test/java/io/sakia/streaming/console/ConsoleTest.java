package io.sakia.streaming.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.time.Time;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    private final Console console = new Console(out, out);

    private static BatchInfo batch(long id, long time, long records) {
        return new BatchInfo(
                id,
                new Time(time),
                1,
                2,
                List.of(new BatchInfo.SourceInfo("lines", 1, records, Long.MAX_VALUE)),
                List.of(new BatchInfo.StateInfo("counts", 812, 5)),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void keepsTheStatusLineBelowWhatIsPrinted() {
        console.status("batch 1");
        console.print(List.of("a", "b"));
        console.status("");

        assertThat(screen.toString(StandardCharsets.UTF_8))
                .isEqualTo("batch 1" + "\r\u001b[2K" + "a\nb\n" + "batch 1" + "\r\u001b[2K");
    }

    @Test
    void printsNothingElseWithoutAStatusLine() {
        console.print(List.of("a"));

        assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo("a\n");
    }

    @Test
    void theProgressLineTellsRecordsRateDelayAndKeys() {
        ProgressLine progress = new ProgressLine(console);

        progress.onBatchCompleted(batch(1, 1000, 500));
        progress.onBatchCompleted(batch(2, 3000, 1280));

        assertThat(screen.toString(StandardCharsets.UTF_8))
                .endsWith("batch 2 │ 1,280 records (640/s) │ delay 3 ms │ keys 812");
    }
}
