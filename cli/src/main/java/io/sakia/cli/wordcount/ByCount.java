package io.sakia.cli.wordcount;

import io.sakia.Pair;
import java.util.Comparator;

/** The order in which counts are shown: the greatest first, equal ones by their words' code points, which is the order of UTF-8. */
enum ByCount implements Comparator<Pair<String, Long>> {
    ORDER;

    @Override
    public int compare(Pair<String, Long> a, Pair<String, Long> b) {
        int order = Long.compare(b.value(), a.value());
        return order != 0 ? order : compareCodePoints(a.key(), b.key());
    }

    /** Unlike compareTo, which sorts a character beyond U+FFFF by its surrogates, before U+E000. */
    static int compareCodePoints(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.isSurrogate(x) == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
