package io.sakia.formats;

/**
 * A line is not what a decoder expects. The message says what was expected, what stands there, the column, and the line, shortened:
 *
 * <pre>
 *   column 3: price is a number (double), not "x": 7,x,blue
 * </pre>
 *
 * <p>It has no stack trace: the place in the decoder tells nobody anything, and lines are decoded by the million.
 */
public final class DecodingException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;
    private static final int LONGEST_PART = 60;

    private final String expected;
    private final int column;

    private DecodingException(String expected, String found, int column, String line) {
        super(
                "column " + column + ": " + expected + ", not " + found + ": " + shortened(line, LONGEST),
                null,
                false,
                false);
        this.expected = expected;
        this.column = column;
    }

    /**
     * A part of a line that is wrong.
     *
     * @param expected as {@code "price is a number (double)"}
     * @param from where the part begins in the line, from 0
     * @param to where it ends; at the end of the line there stands nothing
     */
    static DecodingException at(String expected, String line, int from, int to) {
        String part = line.substring(Math.min(from, line.length()), Math.min(to, line.length()));
        String found = from >= line.length() ? "the end of the line" : '"' + shortened(part, LONGEST_PART) + '"';
        return new DecodingException(expected, found, from + 1, line);
    }

    /** What was expected. */
    public String expected() {
        return expected;
    }

    /** Where in the line, from 1. */
    public int column() {
        return column;
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "… (" + text.length() + " characters)";
    }
}
