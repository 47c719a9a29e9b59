package io.sakia.conformance.table;

import io.sakia.Pair;
import io.sakia.Quad;
import io.sakia.Triple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * How tables write records.
 *
 * <pre>
 *   [a b] [] - [c]        four batches (or partitions): two records, none, no output at all, one
 *   (a,1)                 a pair
 *   (a,[1,2])             a pair with a list
 *   (a,1,x)               three values, or four
 *   (a,-)                 a pair without a value: an empty Optional
 * </pre>
 */
final class Notation {
    private Notation() {}

    /** The records of each batch, in text; empty where there is none. */
    static List<Optional<List<String>>> batches(String text) {
        return tokens(text).stream().map(Notation::batch).toList();
    }

    /** The tokens of a text: what stands between spaces, but for those within brackets. */
    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int depth = 0;
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            if (c != ' ' || depth > 0) {
                token.append(c);
            } else if (!token.isEmpty()) {
                tokens.add(token.toString());
                token.setLength(0);
            }
        }
        if (!token.isEmpty()) {
            tokens.add(token.toString());
        }
        if (depth != 0) {
            throw new IllegalArgumentException("brackets don't match in: " + text);
        }
        return tokens;
    }

    static Pair<String, Integer> pair(String token) {
        int comma = token.indexOf(',');
        if (!token.startsWith("(") || !token.endsWith(")") || comma < 0) {
            throw new IllegalArgumentException("'" + token + "' is no pair such as (a,1)");
        }
        return Pair.of(token.substring(1, comma), Integer.valueOf(token.substring(comma + 1, token.length() - 1)));
    }

    /** A record as tables write it. */
    static String text(Object record) {
        if (record instanceof Pair<?, ?> pair) {
            return "(" + text(pair.key()) + "," + text(pair.value()) + ")";
        }
        if (record instanceof Triple<?, ?, ?> triple) {
            return "(" + text(triple.first()) + "," + text(triple.second()) + "," + text(triple.third()) + ")";
        }
        if (record instanceof Quad<?, ?, ?, ?> quad) {
            return "(" + text(quad.first()) + "," + text(quad.second()) + "," + text(quad.third()) + ","
                    + text(quad.fourth()) + ")";
        }
        if (record instanceof Optional<?> option) {
            return option.isEmpty() ? "-" : text(option.orElseThrow());
        }
        if (record instanceof Iterable<?> records) {
            return StreamSupport.stream(records.spliterator(), false)
                    .map(Notation::text)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return record.toString();
    }

    static List<String> texts(List<?> records) {
        return records.stream().map(Notation::text).toList();
    }

    /** Batches as tables write them. */
    static String text(List<Optional<List<String>>> batches) {
        return batches.stream()
                .map(batch -> batch.map(records -> "[" + String.join(" ", records) + "]")
                        .orElse("-"))
                .collect(Collectors.joining(" "));
    }

    /** The same batches with the records of each in the order of their text. */
    static List<Optional<List<String>>> sorted(List<Optional<List<String>>> batches) {
        return batches.stream()
                .map(batch -> batch.map(records -> records.stream().sorted().toList()))
                .toList();
    }

    private static Optional<List<String>> batch(String token) {
        if (token.equals("-")) {
            return Optional.empty();
        }
        if (!token.startsWith("[") || !token.endsWith("]")) {
            throw new IllegalArgumentException("'" + token + "' is no batch such as [a b] or -");
        }
        return Optional.of(tokens(token.substring(1, token.length() - 1)));
    }
}
