package io.sakia.cli.wordcount;

import io.sakia.Pair;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The most frequent words of some counts, and how many there are besides. Rankings of parts, whose words differ, make the ranking
 * of the whole.
 *
 * @param top the most frequent words, at most {@link #SHOWN}, in the order of {@link ByCount}
 * @param otherWords how many different words come besides
 * @param otherTotal how often those come, all together
 */
record Ranking(List<Pair<String, Long>> top, long otherWords, long otherTotal) implements Serializable {
    static final int SHOWN = 10;

    /** Ranks the counts of one partition; an empty one has no ranking. */
    static Iterator<Ranking> of(Iterator<Pair<String, Long>> counts) {
        List<Pair<String, Long>> all = new ArrayList<>();
        counts.forEachRemaining(all::add);
        return all.isEmpty()
                ? List.<Ranking>of().iterator()
                : List.of(cut(all, 0, 0)).iterator();
    }

    /**
     * Makes lines for people of the rankings of all partitions:
     *
     * <pre>
     *   1,204  the
     *     873  water
     *   2,310  (188 other words)
     * </pre>
     */
    static Iterator<String> lines(Iterator<Ranking> parts) {
        List<Pair<String, Long>> all = new ArrayList<>();
        long words = 0;
        long total = 0;
        while (parts.hasNext()) {
            Ranking part = parts.next();
            all.addAll(part.top);
            words += part.otherWords;
            total += part.otherTotal;
        }
        return cut(all, words, total).lines().iterator();
    }

    private static Ranking cut(List<Pair<String, Long>> counts, long words, long total) {
        counts.sort(ByCount.ORDER);
        List<Pair<String, Long>> others = counts.subList(Math.min(SHOWN, counts.size()), counts.size());
        return new Ranking(
                List.copyOf(counts.subList(0, counts.size() - others.size())),
                words + others.size(),
                total + others.stream().mapToLong(Pair::value).sum());
    }

    private List<String> lines() {
        List<Pair<String, Long>> rows = new ArrayList<>(top);
        if (otherWords > 0) {
            rows.add(Pair.of(
                    otherWords == 1 ? "(1 other word)" : "(" + grouped(otherWords) + " other words)", otherTotal));
        }
        int width = rows.stream()
                .mapToInt(row -> grouped(row.value()).length())
                .max()
                .orElse(0);
        return rows.stream()
                .map(row -> "  " + " ".repeat(width - grouped(row.value()).length()) + grouped(row.value()) + "  "
                        + row.key())
                .toList();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
