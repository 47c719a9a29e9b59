package io.sakia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command without a subcommand: it shows what there is. */
@Command(
        name = "sakia",
        header = "Sakia lifts data streams in small batches.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        subcommands = HelpCommand.class,
        footer = {"", "Try: sakia run wordcount"})
final class SakiaCommand {
    @Mixin
    private final HelpOption help = new HelpOption();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "the version of Sakia and of Java")
    private boolean version;
}
