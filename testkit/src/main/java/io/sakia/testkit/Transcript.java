package io.sakia.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened in a test, line by line, for whoever reads why it failed.
 *
 * <pre>
 *   started with batches every 1s on local[2]
 *   lines ◄ [to be, or not to be]
 *   tick
 *     batch 1 at 1s
 *       counts ► [(be,2), (or,1), (to,2), (not,1)]
 * </pre>
 */
final class Transcript {
    private static final int MOST = 400;
    private static final int LONGEST = 1000;

    private final List<String> lines = new ArrayList<>();

    synchronized void add(String line) {
        lines.add(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
    }

    /** The lines, the first left out where there are too many. */
    synchronized String text() {
        int from = Math.max(0, lines.size() - MOST);
        String text = String.join(System.lineSeparator(), lines.subList(from, lines.size()));
        return from == 0 ? text : "(" + from + " lines before)" + System.lineSeparator() + text;
    }

    /** Carries a transcript to a test's report, as a suppressed exception of the one that failed it. */
    static final class Told extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Told(String text) {
            super("what the stream tester saw:" + System.lineSeparator() + text.indent(4), null, false, false);
        }
    }
}
