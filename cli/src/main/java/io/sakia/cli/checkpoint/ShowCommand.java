package io.sakia.cli.checkpoint;

import io.sakia.cli.HelpOption;
import io.sakia.cli.Shell;
import io.sakia.cli.WrongUseException;
import io.sakia.connector.FileStores;
import io.sakia.streaming.checkpoint.CheckpointView;
import io.sakia.streaming.checkpoint.PastEpoch;
import io.sakia.streaming.checkpoint.PastLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sakia checkpoint show DIR}: what a checkpoint holds. */
@Command(name = "show", header = "Shows what a checkpoint holds, without its program.")
public final class ShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Parameters(paramLabel = "DIR", description = "the checkpoint's folder")
    private String folder = "";

    @Option(
            names = "--batches",
            paramLabel = "N",
            description = "how many batches are shown at most; ${DEFAULT-VALUE} if it is not given")
    private int batches = 10;

    @Option(names = "--json", description = "as one JSON object, with all batches")
    private boolean json;

    /** Shows to a shell. */
    public ShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CheckpointView view;
        List<PastEpoch> epochs;
        try {
            FileStores stores = FileStores.of(folder, Map.of());
            view = CheckpointView.of(folder, stores);
            epochs = PastLog.of(folder, stores).epochs();
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongUseException(String.valueOf(e.getMessage()), e);
        }
        if (json) {
            new CheckpointJson(shell.out().stream()).print(view, epochs);
        } else {
            new ViewText(shell.out().stream(), batches).print(view, epochs);
        }
        return shell.delivered() ? 0 : 1;
    }
}
