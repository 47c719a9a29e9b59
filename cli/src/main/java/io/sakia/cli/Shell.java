package io.sakia.cli;

import java.io.PrintStream;

/**
 * What a command has around it.
 *
 * @param out takes results; nothing else is printed there
 * @param err takes messages and progress
 * @param errIsTerminal whether a person is looking at {@code err}
 * @param stop tells when the process is asked to end
 */
public record Shell(PrintStream out, PrintStream err, boolean errIsTerminal, StopRequest stop) {
    /** Prints one line for the user to {@code err}. */
    public void say(String message) {
        err.println("sakia: " + message);
        err.flush();
    }
}
