package io.sakia.formats;

/** Text in quotes in which {@code \"} is a quote, and {@code \\} a backslash. */
final class QuotedText {
    private QuotedText() {}

    /** Where the quote stands that ends the text whose first quote stands at {@code from}; −1 if there is none. */
    static int end(String line, int from) {
        for (int i = from + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return -1;
    }

    /** The text between two quotes. Other escapes, as {@code \x16} in the logs of web servers, stay as they are. */
    static String of(String line, int from, int end) {
        String text = line.substring(from + 1, end);
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && (text.charAt(i + 1) == '"' || text.charAt(i + 1) == '\\')) {
                i++;
                c = text.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
