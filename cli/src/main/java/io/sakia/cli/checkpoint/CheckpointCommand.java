package io.sakia.cli.checkpoint;

import io.sakia.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks into checkpoints; what can be asked are its subcommands. */
@Command(
        name = "checkpoint",
        header = "Looks into the checkpoint of a stream.",
        synopsisSubcommandLabel = "QUESTION",
        commandListHeading = "Questions:%n",
        footer = {"", "Nothing is changed, and the stream may be running."})
public final class CheckpointCommand {
    @Mixin
    private final HelpOption help = new HelpOption();

    /** For the command line to add. */
    public CheckpointCommand() {}
}
