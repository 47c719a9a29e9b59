package io.sakia.streaming.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    @Test
    void hasNoWordTwice() {
        assertThat(Vocabulary.size()).isGreaterThan(200);
        assertThat(IntStream.range(0, Vocabulary.size()).mapToObj(Vocabulary::word))
                .doesNotHaveDuplicates()
                .allMatch(word -> !word.isBlank());
    }

    @Test
    void drawsTheFirstAndTheLastWordAtTheEnds() {
        assertThat(Vocabulary.draw(0)).isEqualTo(Vocabulary.word(0));
        assertThat(Vocabulary.draw(-1)).isEqualTo(Vocabulary.word(Vocabulary.size() - 1));
    }

    @Test
    void drawsTheNthWordOneNthAsOften() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 1_000_000; i++) {
            counts.merge(Vocabulary.draw(random.nextLong()), 1, Integer::sum);
        }
        double harmonic = IntStream.rangeClosed(1, Vocabulary.size())
                .mapToDouble(rank -> 1.0 / rank)
                .sum();
        for (int rank : new int[] {1, 2, 3, 10, 100}) {
            assertThat(counts.get(Vocabulary.word(rank - 1)).doubleValue())
                    .isCloseTo(1_000_000 / harmonic / rank, Percentage.withPercentage(6));
        }
    }
}
