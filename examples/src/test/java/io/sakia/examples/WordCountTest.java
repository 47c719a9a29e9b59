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
class WordCountTest {
    @Test
    void countsTheWordsOfEachBatch(StreamTester tester) {
        MemorySource<String> lines = tester.input("lines");
        Results<Pair<String, Long>> counts = tester.output("counts");
        tester.start(WordCount::define);

        lines.add("a b a");
        tester.tick();
        assertThat(counts.lastSorted()).containsExactly(Pair.of("a", 2L), Pair.of("b", 1L));

        lines.add("b", "c");
        tester.tick();
        assertThat(counts.lastSorted()).containsExactly(Pair.of("b", 1L), Pair.of("c", 1L));
        assertThat(tester.printed()).contains("(a,2)", "(b,1)", "(c,1)");
    }
}
