package io.sakia.bench.peers.flink;

import org.apache.flink.table.functions.ScalarFunction;

/** How often a letter comes in a text, for query 14. */
public final class LetterCount extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /** The function; Flink calls this. */
    public LetterCount() {}

    /** Counts; Flink finds it by its name. */
    public long eval(String text, String letter) {
        long count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == letter.charAt(0)) {
                count++;
            }
        }
        return count;
    }
}
