package io.sakia.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sakia.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of the first page. */
@ExtendWith(SakiaExtension.class)
class WordCountTest {
    @Test
    void countsWords(StreamTester tester) {
        MemorySource<String> lines = tester.input("lines");
        Results<Pair<String, Long>> counts = tester.output("counts");
        tester.start(WordCount::define);
        lines.add("to be", "or not to be");
        tester.tick();
        assertEquals(
                List.of(Pair.of("be", 2L), Pair.of("not", 1L), Pair.of("or", 1L), Pair.of("to", 2L)),
                counts.lastSorted());
    }
}
