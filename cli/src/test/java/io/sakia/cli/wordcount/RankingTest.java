package io.sakia.cli.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Test
    void linesAreAlignedAndTheRestIsSummedUp() {
        List<Pair<String, Long>> one = new ArrayList<>(List.of(Pair.of("the", 1204L), Pair.of("a", 7L)));
        List<Pair<String, Long>> two = new ArrayList<>(List.of(Pair.of("water", 87L)));
        for (int i = 0; i < 9; i++) {
            two.add(Pair.of("w" + i, 10L + i));
        }
        assertThat(lines(one, two))
                .startsWith("  1,204  the", "     87  water", "     18  w8")
                .endsWith("     11  w1", "     17  (2 other words)")
                .hasSize(Ranking.SHOWN + 1);
    }

    @Test
    void whatFitsIsShownWhole() {
        assertThat(lines(List.of(Pair.of("a", 1L)), List.of(Pair.of("b", 2L)))).containsExactly("  2  b", "  1  a");
    }

    @Test
    void partsThatAreCutAlreadyCountAsOthers() {
        List<Pair<String, Long>> one = new ArrayList<>();
        List<Pair<String, Long>> two = new ArrayList<>();
        for (int i = 0; i < Ranking.SHOWN + 2; i++) {
            one.add(Pair.of("x" + i, 5L));
            two.add(Pair.of("y" + i, 3L));
        }
        // 24 words come 96 times; 10 of the first part with 50 are shown
        assertThat(lines(one, two)).endsWith("  46  (14 other words)");
    }

    @Test
    void nothingHasNoLines() {
        assertThat(lines(List.of(), List.of())).isEmpty();
    }

    @SafeVarargs
    private static List<String> lines(List<Pair<String, Long>>... partitions) {
        List<Ranking> parts = new ArrayList<>();
        for (List<Pair<String, Long>> partition : partitions) {
            Ranking.of(partition.iterator()).forEachRemaining(parts::add);
        }
        List<String> lines = new ArrayList<>();
        Iterator<String> all = Ranking.lines(parts.iterator());
        all.forEachRemaining(lines::add);
        return lines;
    }
}
