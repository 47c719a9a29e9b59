package io.sakia.cli.replay;

import io.sakia.cli.HelpOption;
import io.sakia.cli.Shell;
import io.sakia.cli.WrongUseException;
import io.sakia.cli.program.BuiltIn;
import io.sakia.cli.program.Chosen;
import io.sakia.cli.program.ProgramChoice;
import io.sakia.connector.FileStores;
import io.sakia.streaming.Checkpoints;
import io.sakia.streaming.checkpoint.PastBatch;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.replay.Condition;
import io.sakia.streaming.replay.Replay;
import io.sakia.streaming.replay.ReplayedBatch;
import io.sakia.streaming.replay.Search;
import io.sakia.streaming.time.BatchInterval;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sakia replay DIR --batch ID --program PROGRAM}: runs a past batch again. */
@Command(
        name = "replay",
        header = "Runs a past batch again, and compares what comes out with what was published.",
        customSynopsis = "sakia replay DIR --program PROGRAM%n"
                + "                    (--batch ID | --bisect CONDITION | --first CONDITION)%n"
                + "                    [--jar FILE]... [--conf KEY=VALUE]... [--limit N]%n"
                + "                    [--no-functions] [--interval INTERVAL] [-- OPTION...]",
        description = {
            "",
            "The program is defined on the checkpoint as it stood before the batch: it reads what the batch read, from the states"
                    + " of then. What it prints is printed, and functions that it has given to foreachRDD are called. Sinks are"
                    + " not written to; what they would get is shown, and compared. Nothing in DIR is changed, and the stream may"
                    + " be running.",
            "",
            "Conditions:",
            "  count > 1000                    the records of all outputs together",
            "  output.NAME.count > 1000        those of one output",
            "  lines ~ /error|refused/         a record of any output matches; !~ none does",
            "  output.NAME.lines ~ /error/",
            "  source.NAME.count = 0           the records that were read",
            "  state.NAME.keys > 1000          how many keys a state has",
            "  state.NAME[KEY] > 100           a key's state; or ~ /…/  !~ /…/  = \"…\"",
            "  total.NAME >= 5                 an accumulator",
            "Several are joined by 'and'. A name with other characters than letters, digits, - and _ stands in \"…\".",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:what came out is the same as what was published, or there was nothing to compare",
            "1:it is different; or the batch failed; or no batch was found",
            "2:the call was wrong, or the batch can't be run again, and nothing was run"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int SAME = 0;
    private static final int DIFFERENT = 1;

    private final Shell shell;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Mixin
    private final HelpOption help = new HelpOption();

    @Option(
            names = "--batch",
            paramLabel = "ID",
            description = "the batch; sakia checkpoint show tells which there are")
    private @Nullable Long batch;

    @Option(
            names = "--bisect",
            paramLabel = "CONDITION",
            description =
                    "find the first batch for which this holds, if it holds for all batches from some one on; looks at few")
    private @Nullable String bisect;

    @Option(
            names = "--first",
            paramLabel = "CONDITION",
            description = "find the first batch for which this holds, looking at one after the other")
    private @Nullable String first;

    @Mixin
    private final ProgramChoice choice;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "how many records of each output are shown (default: ${DEFAULT-VALUE})")
    private int limit = 10;

    @Option(
            names = "--functions",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "whether functions that the program has given to foreachRDD are called (default: they are)")
    private boolean functions;

    @Option(
            names = "--interval",
            paramLabel = "INTERVAL",
            description = "the program's batch interval, such as 1s, or auto (default: as it was)")
    private @Nullable String interval;

    /** Shows to a shell, of a class or of one of these programs. */
    public ReplayCommand(Shell shell, Map<String, Supplier<? extends BuiltIn>> builtIns) {
        this.shell = shell;
        this.choice = new ProgramChoice(builtIns);
    }

    @Override
    public Integer call() throws Exception {
        requireOneQuestion();
        Condition condition = condition();
        try (Chosen chosen = choice.find()) {
            Replay replay = Checkpoints.replay(
                    choice.folder(),
                    FileStores.of(choice.folder(), chosen.conf().all()),
                    chosen.conf(),
                    batches(),
                    chosen.program(),
                    console());
            ReplayText text = new ReplayText(shell.out().stream(), limit, choice.folder());
            Long id = batch;
            if (condition != null) {
                Search.Found found = search(replay, condition, text);
                id = found == null ? null : found.batch().id();
            } else if (id == null) {
                throw new WrongUseException(ReplayText.range(replay.batches(), choice.folder())
                        + ": say which with --batch ID, or look for one with --bisect or --first");
            }
            boolean same = id != null && show(replay, id, text);
            return shell.delivered() && same ? SAME : DIFFERENT;
        } catch (BatchFailedException e) {
            shell.delivered();
            shell.say(String.valueOf(e.getMessage()));
            return DIFFERENT;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            shell.delivered();
            throw new WrongUseException(String.valueOf(e.getMessage()), e);
        }
    }

    private void requireOneQuestion() {
        int questions = (batch == null ? 0 : 1) + (bisect == null ? 0 : 1) + (first == null ? 0 : 1);
        if (questions > 1) {
            throw new WrongUseException("--batch, --bisect and --first contradict each other: leave out all but one");
        }
        if (limit < 0) {
            throw new WrongUseException("--limit is 0 or more, not " + limit);
        }
    }

    private @Nullable Condition condition() {
        String text = bisect == null ? first : bisect;
        try {
            return text == null ? null : Condition.parse(text);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable BatchInterval batches() {
        try {
            return interval == null ? null : BatchInterval.parse(interval);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException("--interval: " + e.getMessage(), e);
        }
    }

    private Search.@Nullable Found search(Replay replay, Condition condition, ReplayText text) throws Exception {
        List<PastBatch> batches = replay.batches();
        boolean bisects = bisect != null;
        text.searching(batches, condition, bisects);
        Optional<Search.Found> found =
                bisects ? replay.bisect(condition, text::looked) : replay.first(condition, text::looked);
        text.found(batches, condition, found.orElse(null), bisects);
        return found.orElse(null);
    }

    /** Gives whether nothing differs. */
    private boolean show(Replay replay, long id, ReplayText text) throws Exception {
        replay.batches().stream()
                .filter(past -> past.id() == id)
                .findFirst()
                .ifPresent(past -> text.begin(past, replay.batches()));
        ReplayedBatch replayed;
        try {
            replayed = replay.run(id, limit, functions);
        } finally {
            text.printed(printed.toString(StandardCharsets.UTF_8));
        }
        text.print(replayed, functions);
        return !replayed.isDifferent();
    }

    /** What the program prints stands below the batch's heading. */
    private Console console() {
        return new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), shell.err());
    }
}
