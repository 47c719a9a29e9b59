package io.sakia.bench.peers.limit;

import org.jspecify.annotations.Nullable;

/** Counts of words in a table with open addressing, by {@link String#hashCode}. Words stay when the counts are cleared. */
final class CountedWords {
    private @Nullable String[] words = new String[1 << 18];
    private int[] hashes = new int[words.length];
    private long[] counts = new long[words.length];
    private int size;

    /** Does something with a count. */
    interface Visitor {
        void visit(String word, int hash, long count);
    }

    /** Counts the words of a line, and cuts out of it only those that are new. */
    void addUncut(String line) {
        int start = 0;
        int hash = 0;
        for (int at = 0; at < line.length(); at++) {
            char letter = line.charAt(at);
            if (letter == ' ') {
                add(line, start, at, hash);
                start = at + 1;
                hash = 0;
            } else {
                hash = 31 * hash + letter;
            }
        }
        add(line, start, line.length(), hash);
    }

    /** Counts the words of a line that is split. */
    void addSplit(String line) {
        for (String word : line.split(" ")) {
            add(word, word.hashCode(), 1);
        }
    }

    private void add(String line, int start, int end, int hash) {
        int slot = slot(hash);
        for (String word; (word = words[slot]) != null; slot = (slot + 1) & (words.length - 1)) {
            if (hashes[slot] == hash
                    && word.length() == end - start
                    && line.regionMatches(start, word, 0, end - start)) {
                counts[slot]++;
                return;
            }
        }
        insert(slot, line.substring(start, end), hash, 1);
    }

    /** Counts a word so many times. */
    void add(String added, int hash, long count) {
        int slot = slot(hash);
        for (String word; (word = words[slot]) != null; slot = (slot + 1) & (words.length - 1)) {
            if (hashes[slot] == hash && word.equals(added)) {
                counts[slot] += count;
                return;
            }
        }
        insert(slot, added, hash, count);
    }

    /** Visits all that are counted and whose hashes belong to a part, and forgets their counts. */
    void drain(int part, int parts, Visitor visitor) {
        for (int slot = 0; slot < words.length; slot++) {
            String word = words[slot];
            if (word != null && counts[slot] > 0 && (hashes[slot] >>> 16) % parts == part) {
                visitor.visit(word, hashes[slot], counts[slot]);
                counts[slot] = 0;
            }
        }
    }

    private int slot(int hash) {
        return ((hash * 0x9e3779b9) >>> 8) & (words.length - 1);
    }

    private void insert(int slot, String word, int hash, long count) {
        words[slot] = word;
        hashes[slot] = hash;
        counts[slot] = count;
        size++;
        if (size > words.length / 2) {
            grow();
        }
    }

    private void grow() {
        @Nullable String[] oldWords = words;
        int[] oldHashes = hashes;
        long[] oldCounts = counts;
        words = new String[oldWords.length * 2];
        hashes = new int[words.length];
        counts = new long[words.length];
        size = 0;
        for (int slot = 0; slot < oldWords.length; slot++) {
            String word = oldWords[slot];
            if (word != null) {
                add(word, oldHashes[slot], oldCounts[slot]);
            }
        }
    }
}
