package io.sakia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.streaming.time.Time;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastingTotalsTest {
    @Test
    void totalsSurviveTheProcess(@TempDir Path checkpoint) {
        Time end;
        try (StreamTester first = StreamTester.builder().checkpoint(checkpoint).build()) {
            MemorySource<String> lines = first.input("lines");
            Results<Pair<String, Long>> totals = first.output("totals");
            first.start(LastingTotals::define);
            lines.add("a b", "a");
            first.tick();
            assertThat(totals.lastSorted()).containsExactly(Pair.of("a", 2L), Pair.of("b", 1L));
            end = first.now();
        }
        try (StreamTester second = StreamTester.builder()
                .checkpoint(checkpoint)
                .startingAt(end.toInstant())
                .build()) {
            MemorySource<String> lines = second.input("lines");
            Results<Pair<String, Long>> totals = second.output("totals");
            second.start(LastingTotals::define);
            lines.add("b c");
            second.tick();
            assertThat(totals.lastSorted()).containsExactly(Pair.of("b", 2L), Pair.of("c", 1L));
        }
    }
}
