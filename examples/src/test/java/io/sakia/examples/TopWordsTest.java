package io.sakia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.SakiaExtension;
import io.sakia.testkit.StreamTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SakiaExtension.class)
class TopWordsTest {
    @Test
    void theMostFrequentWordsOfTheLastMinuteComeEveryTenSeconds(StreamTester tester) {
        MemorySource<String> lines = tester.input("lines");
        Results<Pair<Long, String>> top = tester.output("top");
        tester.start(TopWords::define);

        lines.add("a b a");
        tester.advance(Durations.seconds(9));
        assertThat(top.batches()).isEmpty();
        tester.tick();
        assertThat(top.last()).containsExactly(Pair.of(2L, "a"), Pair.of(1L, "b"));

        lines.add("b b");
        tester.advance(Durations.seconds(10));
        assertThat(top.last()).containsExactly(Pair.of(3L, "b"), Pair.of(2L, "a"));

        tester.advance(Durations.seconds(50));
        assertThat(top.last()).containsExactly(Pair.of(2L, "b"));
        tester.advance(Durations.seconds(10));
        assertThat(top.last()).isEmpty();
    }
}
