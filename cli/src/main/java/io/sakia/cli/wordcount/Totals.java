package io.sakia.cli.wordcount;

import io.sakia.Pair;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The totals that the batches of a stream have put out so far. A batch that is told twice changes nothing. Used by one thread. */
final class Totals {
    private final Map<String, Long> totals = new HashMap<>();

    /** Takes words with what they have come to. */
    void put(List<Pair<String, Long>> batch) {
        for (Pair<String, Long> word : batch) {
            totals.put(word.key(), word.value());
        }
    }

    /** Prints a line {@code word<TAB>total} for each word, in the order of {@link ByCount}. */
    void print(PrintStream out) {
        List<Pair<String, Long>> sorted = new ArrayList<>(totals.size());
        totals.forEach((word, total) -> sorted.add(Pair.of(word, total)));
        sorted.sort(ByCount.ORDER);
        StringBuilder lines = new StringBuilder();
        for (Pair<String, Long> word : sorted) {
            lines.append(word.key()).append('\t').append(word.value()).append('\n');
            if (lines.length() > 1 << 15) {
                out.print(lines);
                lines.setLength(0);
            }
        }
        out.print(lines);
        out.flush();
    }
}
