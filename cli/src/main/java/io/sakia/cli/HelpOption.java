package io.sakia.cli;

import picocli.CommandLine.Option;

/** The option that every command has. */
public final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    private boolean wanted;

    /** For commands to mix in. */
    public HelpOption() {}
}
