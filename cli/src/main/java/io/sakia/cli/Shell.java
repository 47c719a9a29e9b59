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
public record Shell(Output out, PrintStream err, boolean errIsTerminal, StopRequest stop) {
    /** Prints one line for the user to {@code err}. */
    public void say(String message) {
        err.println("sakia: " + message.replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }

    /** Writes the last results, and gives whether their reader has all that it wanted; otherwise the user is told. */
    public boolean delivered() {
        if (!out.flush()) {
            out.loss().ifPresent(why -> say("can't write to standard output: " + why + "; results are missing"));
        }
        return out.loss().isEmpty();
    }
}
