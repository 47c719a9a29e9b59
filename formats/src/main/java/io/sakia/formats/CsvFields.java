package io.sakia.formats;

import java.util.List;

/**
 * The fields of a line, one after the other.
 *
 * <pre>
 *   7,"a, ""b""",1.5      7 · a, "b" · 1.5
 * </pre>
 */
final class CsvFields {
    private final String line;
    private final char separator;
    private int next;
    private int from;
    private int to;

    CsvFields(String line, char separator) {
        this.line = line;
        this.separator = separator;
    }

    /** The next field; {@code columns.get(column)} is its name. */
    String next(List<String> columns, int column) {
        if (next > line.length()) {
            throw DecodingException.at(
                    columns.size() + " fields, the next is " + columns.get(column), line, line.length(), line.length());
        }
        from = next;
        if (from < line.length() && line.charAt(from) == '"') {
            return quoted(columns.get(column));
        }
        int end = line.indexOf(separator, from);
        to = end < 0 ? line.length() : end;
        next = to + 1;
        return line.substring(from, to);
    }

    /** Where the last field begins. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int to() {
        return to;
    }

    /** Refuses fields that have no column. */
    void requireEnd(List<String> columns) {
        if (next <= line.length()) {
            throw DecodingException.at(
                    "the end of the line after " + columns.size() + " fields", line, next - 1, line.length());
        }
    }

    private String quoted(String name) {
        int quote = line.indexOf('"', from + 1);
        boolean doubled = false;
        while (quote >= 0 && quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
            doubled = true;
            quote = line.indexOf('"', quote + 2);
        }
        if (quote < 0) {
            throw DecodingException.at("a quote at the end of " + name, line, line.length(), line.length());
        }
        to = quote + 1;
        next = to + 1;
        if (to < line.length() && line.charAt(to) != separator) {
            throw DecodingException.at("'" + separator + "' after the quoted " + name, line, to, line.length());
        }
        String text = line.substring(from + 1, quote);
        return doubled ? text.replace("\"\"", "\"") : text;
    }
}
