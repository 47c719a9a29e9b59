package io.sakia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.SakiaExtension;
import io.sakia.testkit.StreamTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SakiaExtension.class)
class RunningTotalsTest {
    @Test
    void totalsGrowFromBatchToBatch(StreamTester tester) {
        MemorySource<String> lines = tester.input("lines");
        Results<Pair<String, Long>> totals = tester.output("totals");
        tester.start(RunningTotals::define);

        lines.add("a b", "a");
        tester.tick();
        assertThat(totals.lastSorted()).containsExactly(Pair.of("a", 2L), Pair.of("b", 1L));

        lines.add("b");
        tester.tick();
        assertThat(totals.lastSorted()).containsExactly(Pair.of("b", 2L));

        tester.tick();
        assertThat(totals.lastSorted()).isEmpty();
    }
}
