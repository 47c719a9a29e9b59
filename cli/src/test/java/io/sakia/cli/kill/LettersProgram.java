package io.sakia.cli.kill;

import static io.sakia.streaming.error.ErrorPolicy.deadLetter;

import io.sakia.Pair;
import io.sakia.streaming.Sakia;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.source.DirectorySettings;
import io.sakia.streaming.source.DirectorySource;
import io.sakia.streaming.state.State;

/**
 * A program with bad records, of which each line has a number of its own: lines that are no numbers, and, behind a shuffle, numbers that a state refuses. The
 * system properties {@code in}, {@code out} and {@code letters} name its folders.
 */
final class LettersProgram {
    static final String PARSE = "parse";
    static final String TOTALS = "totals";

    private LettersProgram() {}

    public static void main(String[] args) {
        Sakia.run(LettersProgram::define, args);
    }

    private static void define(StreamingContext ssc) {
        DirectorySettings all = DirectorySettings.defaults().withNewFilesOnly(false);
        ssc.source(DirectorySource.text(System.getProperty("in"), all))
                .map(LettersProgram::parse)
                .onError(deadLetter())
                .named(PARSE)
                .mapToPair(numbered -> numbered)
                .mapWithState(Long.class, (Integer number, Integer line, State<Long> total) -> {
                    total.update(total.getOption().orElse(0L) + number);
                    if (isRefused(line, number)) {
                        throw new IllegalStateException(number + " is refused");
                    }
                    return line;
                })
                .onError(deadLetter())
                .named(TOTALS)
                .map(String::valueOf)
                .saveAsTextFiles(System.getProperty("out") + "/batch");
        ssc.deadLetters()
                .map(letter -> line(letter.operator(), letter.record().toString()))
                .saveAsTextFiles(System.getProperty("letters") + "/batch");
    }

    private static Pair<Integer, Integer> parse(String line) {
        int space = line.indexOf(' ');
        return Pair.of(Integer.valueOf(line.substring(space + 1)), Integer.valueOf(line.substring(0, space)));
    }

    /** Whether the state of a number does not take a line. */
    static boolean isRefused(int line, int number) {
        return (line * 31 + number) % 199 == 0;
    }

    /** A letter by its operator and the number of its line, which stands first in a text, and last in a pair. */
    static String line(String operator, String record) {
        String number = operator.equals(PARSE)
                ? record.substring(0, record.indexOf(' '))
                : record.substring(record.lastIndexOf(',') + 1, record.length() - 1);
        return operator + " " + number;
    }
}
