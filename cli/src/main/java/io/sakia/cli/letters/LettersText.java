package io.sakia.cli.letters;

import io.sakia.cli.Table;
import io.sakia.streaming.error.StoredLetter;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead letters as text for people.
 *
 * <pre>
 *   3 dead letters, of which 1 was asked for again
 *
 *   By operator and cause
 *     operator  letters  last batch  cause
 *     clicks          3           7  java.lang.NumberFormatException
 *
 *   The last ones
 *     batch  time                  operator  position       record  cause
 * </pre>
 */
final class LettersText {
    private static final int WIDEST = 60;

    private final PrintStream out;
    private final int last;

    /** Prints so many letters at most. */
    LettersText(PrintStream out, int last) {
        this.out = out;
        this.last = last;
    }

    void print(List<StoredLetter> letters, long lastReplayed) {
        if (letters.isEmpty()) {
            out.println("There are no dead letters.");
            return;
        }
        long replayed = letters.stream()
                .filter(letter -> letter.batch() <= lastReplayed)
                .count();
        out.println(count(letters.size()) + (replayed == 0 ? "" : ", of which " + replayed + " were asked for again"));
        causes(letters);
        Table table = new Table("batch", "time", "operator", "position", "record", "cause");
        for (StoredLetter letter : letters.subList(Math.max(0, letters.size() - last), letters.size())) {
            table.row(
                    letter.batch(),
                    Instant.ofEpochMilli(letter.time()),
                    cut(letter.operator()),
                    cut(
                            letter.position().isEmpty() && !letter.key().isEmpty()
                                    ? "key " + letter.key()
                                    : letter.position()),
                    cut(letter.record()),
                    cut(letter.cause()));
        }
        table.print("The last ones", out);
    }

    void replayed(List<StoredLetter> letters) {
        if (letters.isEmpty()) {
            out.println("There are no dead letters that were not asked for before.");
            return;
        }
        long lost = letters.stream().filter(letter -> letter.number() < 0).count();
        out.println(count(letters.size() - lost)
                + " will be read again at the next start, where the program has a LetterSource for them");
        if (lost > 0) {
            out.println(count(lost)
                    + " can't, as only the text of their records was kept: register their types by ssc.types(…)");
        }
        causes(letters);
    }

    private void causes(List<StoredLetter> letters) {
        Map<List<String>, long[]> causes = new LinkedHashMap<>();
        for (StoredLetter letter : letters) {
            long[] figures = causes.computeIfAbsent(List.of(letter.operator(), letter.type()), its -> new long[2]);
            figures[0]++;
            figures[1] = letter.batch();
        }
        Table table = new Table("operator", "letters", "last batch", "cause");
        causes.forEach((cause, figures) -> table.row(cause.get(0), figures[0], figures[1], cause.get(1)));
        table.print("By operator and cause", out);
    }

    private static String count(long letters) {
        return letters == 1 ? "1 dead letter" : letters + " dead letters";
    }

    private static String cut(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
    }
}
