package io.sakia.streaming.console;

import java.io.PrintStream;

/**
 * Where a stream prints. Blocks of lines stay together, and a status line, if there is one, stays below them. Thread-safe.
 */
public final class Console {
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final PrintStream statusOut;
    private String status = "";

    /**
     * A console.
     *
     * @param out takes what is printed
     * @param statusOut takes the status line; a terminal
     */
    public Console(PrintStream out, PrintStream statusOut) {
        this.out = out;
        this.statusOut = statusOut;
    }

    /** The process's standard output, with the status line on standard error. */
    public static Console standard() {
        return new Console(System.out, System.err);
    }

    /** Prints lines together. */
    public synchronized void print(Iterable<String> lines) {
        if (!status.isEmpty()) {
            statusOut.print(ERASE_LINE);
            statusOut.flush();
        }
        StringBuilder block = new StringBuilder();
        for (String line : lines) {
            block.append(line).append('\n');
        }
        out.print(block);
        out.flush();
        if (!status.isEmpty()) {
            statusOut.print(status);
            statusOut.flush();
        }
    }

    /** Replaces the status line; an empty one takes it away. */
    public synchronized void status(String line) {
        if (line.equals(status)) {
            return;
        }
        statusOut.print(status.isEmpty() ? line : ERASE_LINE + line);
        statusOut.flush();
        status = line;
    }
}
