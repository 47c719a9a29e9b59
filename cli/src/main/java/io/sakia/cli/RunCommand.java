package io.sakia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs programs; each that is built in is a subcommand. */
@Command(
        name = "run",
        header = "Runs a stream until it ends or is stopped.",
        synopsisSubcommandLabel = "PROGRAM",
        commandListHeading = "Programs:%n",
        footer = {
            "",
            "Ctrl-C or SIGTERM stops a stream in good order: what was taken in is finished and put out. A second one stops it"
                    + " at once."
        })
final class RunCommand {
    @Mixin
    private final HelpOption help = new HelpOption();
}
