package io.sakia.conformance.program;

import io.sakia.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The functions that programs are made of. Values are texts, which show what was put together and in which order. */
final class Texts {
    private static final int LONG = 800;
    private static final int WIDE = 300;

    private Texts() {}

    /** A number from 0 to before {@code n}. */
    static int bucket(Object value, int n) {
        return Math.floorMod(value.toString().hashCode(), n);
    }

    /** Associative, and tells the order. */
    static String joined(String one, String other) {
        return one + "," + other;
    }

    /** Gives the same in any order. */
    static String larger(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** A text that is too long, cut, with a number that tells what it was. */
    static String cut(String text) {
        return text.length() <= LONG ? text : text.substring(0, LONG / 2) + "~" + text.hashCode();
    }

    /** A text that takes room. */
    static String wide(String text) {
        return text + ".".repeat(WIDE);
    }

    /** What was put together. */
    static String of(Iterable<String> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(texts::add);
        return cut(texts.toString());
    }

    /** What was put together in any order. */
    static String sorted(Iterable<String> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(texts::add);
        texts.sort(null);
        return cut(texts.toString());
    }

    /** A joined pair: the values, or "-" for what has none. */
    static String of(Pair<?, ?> pair) {
        return cut(value(pair.key()) + "|" + value(pair.value()));
    }

    private static Object value(Object value) {
        return value instanceof Optional<?> option ? option.isPresent() ? option.get() : "-" : value;
    }

    /** None, one or two values of a value. */
    static List<String> some(String value, int n) {
        return switch (bucket(value, n)) {
            case 0 -> List.of();
            case 1 -> List.of(value, cut(value + "'"));
            default -> List.of(value);
        };
    }

    /** A list with one value more, the same list. */
    static List<String> added(List<String> list, String value) {
        list.add(value);
        return list;
    }

    /** A list with the values of another, the same list. */
    static List<String> addedAll(List<String> list, List<String> other) {
        list.addAll(other);
        return list;
    }
}
