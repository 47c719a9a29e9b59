package io.sakia.formats;

/** The pairs of a line of {@code key=value}, one after the other. */
final class KeyValueFields {
    private final String line;
    private String key = "";
    private String value = "";
    private int keyFrom;
    private int from;
    private int next;

    KeyValueFields(String line) {
        this.line = line;
    }

    /** Goes to the next pair; false behind the last. */
    boolean next() {
        while (next < line.length() && line.charAt(next) == ' ') {
            next++;
        }
        if (next >= line.length()) {
            return false;
        }
        keyFrom = next;
        int equals = line.indexOf('=', keyFrom);
        int space = line.indexOf(' ', keyFrom);
        if (equals <= keyFrom || (space >= 0 && space < equals)) {
            throw DecodingException.at("key=value", line, keyFrom, space < 0 ? line.length() : space);
        }
        key = line.substring(keyFrom, equals);
        from = equals + 1;
        if (from < line.length() && line.charAt(from) == '"') {
            quoted();
        } else {
            int end = line.indexOf(' ', from);
            next = end < 0 ? line.length() : end;
            value = line.substring(from, next);
        }
        return true;
    }

    String key() {
        return key;
    }

    String value() {
        return value;
    }

    /** Where the value begins. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int to() {
        return next;
    }

    /** What to throw if the key has come before. */
    DecodingException twice() {
        return DecodingException.at(key + " once", line, keyFrom, next);
    }

    private void quoted() {
        int end = QuotedText.end(line, from);
        if (end < 0) {
            throw DecodingException.at("a quote at the end of " + key, line, line.length(), line.length());
        }
        value = QuotedText.of(line, from, end);
        next = end + 1;
        if (next < line.length() && line.charAt(next) != ' ') {
            throw DecodingException.at("a space after the quoted " + key, line, next, line.length());
        }
    }
}
