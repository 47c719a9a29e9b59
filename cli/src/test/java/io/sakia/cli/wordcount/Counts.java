package io.sakia.cli.wordcount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Words with how often each came; made of texts, or read from what {@code --out} has written. */
public record Counts(Map<String, Long> words) {
    /** None. */
    public Counts() {
        this(new TreeMap<>());
    }

    /** The sum over all batches that have appeared in a folder; an {@link AssertionError} if one of them counts a word twice. */
    public static Counts written(Path out) throws IOException {
        Counts sum = new Counts();
        for (Path batch : batches(out)) {
            Counts one = new Counts();
            try (Stream<Path> parts = Files.list(batch)) {
                for (Path part : parts.filter(
                                file -> file.getFileName().toString().startsWith("part-"))
                        .toList()) {
                    for (String line : Files.readAllLines(part)) {
                        int tab = line.indexOf('\t');
                        if (one.words.put(line.substring(0, tab), Long.parseLong(line.substring(tab + 1))) != null) {
                            throw new AssertionError(batch + " counts twice: " + line);
                        }
                    }
                }
            }
            one.words.forEach(sum::add);
        }
        return sum;
    }

    /** The folders of batches, in order. */
    public static List<Path> batches(Path out) throws IOException {
        try (Stream<Path> folders = Files.list(out)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("batch-"))
                    .sorted()
                    .toList();
        }
    }

    /** Counts the words of a text that are separated by single spaces and line feeds. */
    public void addText(String text) {
        for (String word : text.strip().split("[ \n]")) {
            add(word, 1);
        }
    }

    private void add(String word, long count) {
        words.merge(word, count, Long::sum);
    }

    /** A text of words of which some are frequent. */
    public static String text(Random random, int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            for (int word = 0; word < 8; word++) {
                text.append(word == 0 ? "" : " ").append('w').append((int) Math.exp(random.nextDouble() * 7));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
