package io.sakia.bench.overload;

/** Lines of five words that anybody can make again from their numbers. */
final class Lines {
    /** So many words there are. */
    static final int WORDS = 100_000;

    private static final int IN_A_LINE = 5;

    private Lines() {}

    /** The line of a number. */
    static String line(long number) {
        StringBuilder line = new StringBuilder(40);
        for (int i = 0; i < IN_A_LINE; i++) {
            if (i > 0) {
                line.append(' ');
            }
            line.append('w').append(word(number, i));
        }
        return line.toString();
    }

    /** The numbers of the words of all lines before one, counted. */
    static long[] counts(long lines) {
        long[] counts = new long[WORDS];
        for (long line = 0; line < lines; line++) {
            for (int i = 0; i < IN_A_LINE; i++) {
                counts[word(line, i)]++;
            }
        }
        return counts;
    }

    private static int word(long number, int i) {
        long mixed = (number * IN_A_LINE + i) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        return (int) (((mixed * 0xD6E8FEB86659FD93L) >>> 33) % WORDS);
    }
}
