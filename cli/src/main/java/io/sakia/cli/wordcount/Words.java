package io.sakia.cli.wordcount;

import java.util.ArrayList;
import java.util.List;

/** Cuts lines into words: what stands between white space as C sees it (space, tab, line feed, vertical tab, form feed, return). */
final class Words {
    private Words() {}

    /** {@code " to be,\tor not"} gives {@code [to, be,, or, not]}. */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        int length = line.length();
        int start = 0;
        while (start < length) {
            while (start < length && isSpace(line.charAt(start))) {
                start++;
            }
            int end = start;
            while (end < length && !isSpace(line.charAt(end))) {
                end++;
            }
            if (end > start) {
                words.add(line.substring(start, end));
            }
            start = end;
        }
        return words;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
