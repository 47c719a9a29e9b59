package io.sakia.cli.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByCountTest {
    @Test
    void theGreatestCountIsFirstAndEqualOnesAreInTheOrderOfWords() {
        List<Pair<String, Long>> counts =
                new ArrayList<>(List.of(Pair.of("b", 2L), Pair.of("c", 10L), Pair.of("B", 2L), Pair.of("a", 2L)));
        counts.sort(ByCount.ORDER);
        assertThat(counts).extracting(Pair::key).containsExactly("c", "B", "a", "b");
    }

    @Test
    void wordsAreInTheOrderOfTheirUtf8Bytes() {
        long seed = 7;
        Random random = new Random(seed);
        int[] points = {'a', 'b', 0x7F, 0xE9, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1F600, 0x10FFFF};
        for (int i = 0; i < 20_000; i++) {
            String a = word(random, points);
            String b = word(random, points);
            int bytes = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(ByCount.compareCodePoints(a, b)))
                    .as("seed %s: '%s' and '%s'", seed, a, b)
                    .isEqualTo(Integer.signum(bytes));
        }
    }

    private static String word(Random random, int[] points) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            word.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return word.toString();
    }
}
