package io.sakia.bench.peers.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Lines of ten words, drawn by Zipf's law (the n-th word is 1/n as frequent as the first) from 100,000 words of 2 to 9 letters. The lines are
 * made beforehand and repeat: each batch holds each of them as often as any other, so all batches have the same counts.
 */
public final class Lines {
    private static final int WORDS = 100_000;
    private static final int WORDS_A_LINE = 10;
    private static final int DIFFERENT = 65_536;
    private static final long SEED = 20261123;

    private static final String[] LINES = lines();

    private Lines() {}

    /** The line of a number. */
    public static String line(long number) {
        return LINES[(int) (number & (DIFFERENT - 1))];
    }

    /** All different lines. */
    public static List<String> all() {
        return List.of(LINES);
    }

    private static String[] lines() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> words = words(random);
        double[] upTo = new double[WORDS];
        double total = 0;
        for (int i = 0; i < WORDS; i++) {
            total += 1.0 / (i + 1);
            upTo[i] = total;
        }
        String[] lines = new String[DIFFERENT];
        for (int i = 0; i < DIFFERENT; i++) {
            StringBuilder line = new StringBuilder(80);
            for (int j = 0; j < WORDS_A_LINE; j++) {
                int found = Arrays.binarySearch(upTo, random.nextDouble(total));
                line.append(j == 0 ? "" : " ").append(words.get(found < 0 ? -found - 1 : found));
            }
            lines[i] = line.toString();
        }
        return lines;
    }

    private static List<String> words(SplittableRandom random) {
        Set<String> words = new LinkedHashSet<>(WORDS * 2);
        while (words.size() < WORDS) {
            StringBuilder word = new StringBuilder();
            for (int left = random.nextInt(2, 10); left > 0; left--) {
                word.append((char) ('a' + random.nextInt(26)));
            }
            words.add(word.toString());
        }
        return new ArrayList<>(words);
    }
}
