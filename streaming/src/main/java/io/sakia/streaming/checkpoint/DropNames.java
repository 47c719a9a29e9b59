package io.sakia.streaming.checkpoint;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text of {@code sakia.checkpoint.drop}: names with commas between them. A name that has a comma, a quote, or a space at an end stands in
 * quotes; a quote in it is doubled.
 *
 * <pre>{@code
 * DropNames.parse("alarms, \"join(clicks, views)\"") // alarms and join(clicks, views)
 * }</pre>
 */
public final class DropNames {
    private DropNames() {}

    /**
     * The names in a text.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    public static Set<String> parse(String text) {
        Set<String> names = new LinkedHashSet<>();
        int at = 0;
        while (at <= text.length()) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '"') {
                StringBuilder name = new StringBuilder();
                at = quoted(text, at + 1, name);
                names.add(name.toString());
                int comma = text.indexOf(',', at);
                String between = text.substring(at, comma < 0 ? text.length() : comma);
                if (!between.isBlank()) {
                    throw new IllegalArgumentException("sakia.checkpoint.drop has " + between.trim()
                            + " behind the name in quotes " + text(Set.of(name.toString()))
                            + ": put commas between names, and double a quote that belongs to a name");
                }
                at = comma < 0 ? text.length() + 1 : comma + 1;
            } else {
                int comma = text.indexOf(',', at);
                String name =
                        text.substring(at, comma < 0 ? text.length() : comma).trim();
                if (!name.isEmpty()) {
                    names.add(name);
                }
                at = comma < 0 ? text.length() + 1 : comma + 1;
            }
        }
        return Set.copyOf(names);
    }

    /** Reads a name up to its closing quote; gives the place behind that. */
    private static int quoted(String text, int from, StringBuilder name) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) != '"') {
                name.append(text.charAt(at));
            } else if (text.startsWith("\"\"", at)) {
                name.append('"');
                at++;
            } else {
                return at + 1;
            }
        }
        throw new IllegalArgumentException(
                "sakia.checkpoint.drop has a quote that is not closed: " + text.substring(from - 1));
    }

    /** The text of some names. */
    public static String text(Collection<String> names) {
        return names.stream().map(DropNames::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String name) {
        return name.isEmpty() || name.contains(",") || name.contains("\"") || !name.equals(name.trim())
                ? '"' + name.replace("\"", "\"\"") + '"'
                : name;
    }
}
