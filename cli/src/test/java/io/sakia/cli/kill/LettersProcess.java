package io.sakia.cli.kill;

import io.sakia.cli.wordcount.Counts;
import io.sakia.connector.FileStores;
import io.sakia.streaming.error.LetterFolder;
import io.sakia.streaming.error.StoredLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** {@link LettersProgram} over the files of a folder, in which about one line of a hundred is bad. */
final class LettersProcess extends FilesProcess {
    /** The lines that are put out. */
    final List<String> good = new ArrayList<>();

    /** The operators and the numbers of the lines of dead letters. */
    final List<String> bad = new ArrayList<>();

    private final int longest;
    private int lines;

    /**
     * Makes the folders and the first file.
     *
     * @param longest how many lines a file has at most
     */
    LettersProcess(Path folder, long seed, int longest) throws IOException {
        super(folder, seed);
        this.longest = longest;
        addFile();
        run(List.of(
                "-Din=" + in,
                "-Dout=" + out,
                "-Dletters=" + Files.createDirectory(folder.resolve("letters")),
                LettersProgram.class.getName()));
    }

    @Override
    String nextText(Random from) {
        StringBuilder text = new StringBuilder();
        for (int rest = 1 + from.nextInt(longest); rest > 0; rest--) {
            int line = ++lines;
            boolean isNumber = from.nextInt(200) > 0;
            int number = from.nextInt(1000);
            text.append(line)
                    .append(' ')
                    .append(isNumber ? Integer.toString(number) : "x" + number)
                    .append('\n');
            if (!isNumber) {
                bad.add(LettersProgram.PARSE + " " + line);
            } else if (LettersProgram.isRefused(line, number)) {
                bad.add(LettersProgram.TOTALS + " " + line);
            } else {
                good.add(Integer.toString(line));
            }
        }
        return text.toString();
    }

    /** How many lines there were in all files. */
    int lines() {
        return lines;
    }

    /** What was put out, in order. */
    List<String> written() throws IOException {
        return sorted(lines(out));
    }

    /** What the stream of dead letters has put out, in order. */
    List<String> letters() throws IOException {
        return sorted(lines(out.resolveSibling("letters")));
    }

    /** What the checkpoint keeps, in order. */
    List<String> kept() throws IOException {
        List<String> kept = new ArrayList<>();
        for (StoredLetter letter :
                LetterFolder.of(checkpoint.toString(), FileStores.local()).letters()) {
            kept.add(LettersProgram.line(letter.operator(), letter.record()));
        }
        return sorted(kept);
    }

    static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    private static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path batch : Counts.batches(folder)) {
            try (Stream<Path> parts = Files.list(batch)) {
                for (Path part : parts.filter(
                                file -> file.getFileName().toString().startsWith("part-"))
                        .toList()) {
                    lines.addAll(Files.readAllLines(part));
                }
            }
        }
        return lines;
    }
}
