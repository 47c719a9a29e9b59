package io.sakia.cli.letters;

import io.sakia.cli.HelpOption;
import io.sakia.cli.Shell;
import io.sakia.cli.WrongUseException;
import io.sakia.connector.FileStores;
import io.sakia.streaming.error.LetterFolder;
import io.sakia.streaming.error.StoredLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sakia deadletters DIR}: the records that operators have rejected. */
@Command(
        name = "deadletters",
        header = "Shows the dead letters that a checkpoint keeps, or asks for them again.",
        footer = {
            "",
            "The stream may be running. With --replay its next start reads the records again,",
            "where the program has a LetterSource for them; see docs/bad-records.md."
        })
public final class DeadLettersCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Parameters(paramLabel = "DIR", description = "the checkpoint's folder")
    private String folder = "";

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "how many letters are shown at most, the last ones; ${DEFAULT-VALUE} if it is not given")
    private int last = 10;

    @Option(names = "--replay", description = "asks for all letters again that were not asked for before")
    private boolean replay;

    /** Shows to a shell. */
    public DeadLettersCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(Path.of(folder))) {
            throw new WrongUseException("there is no checkpoint " + folder + ": name its folder");
        }
        LetterFolder letters = LetterFolder.of(folder, FileStores.of(folder, Map.of()));
        LettersText text = new LettersText(shell.out().stream(), last);
        try {
            if (replay) {
                List<StoredLetter> again = letters.replay();
                text.replayed(again);
            } else {
                text.print(letters.letters(), letters.lastReplayed());
            }
        } catch (IOException e) {
            throw new WrongUseException(String.valueOf(e.getMessage()), e);
        }
        return shell.delivered() ? 0 : 1;
    }
}
