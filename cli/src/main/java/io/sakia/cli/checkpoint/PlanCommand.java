package io.sakia.cli.checkpoint;

import io.sakia.cli.HelpOption;
import io.sakia.cli.Shell;
import io.sakia.cli.Table;
import io.sakia.cli.WrongUseException;
import io.sakia.cli.program.BuiltIn;
import io.sakia.cli.program.Chosen;
import io.sakia.cli.program.ProgramChoice;
import io.sakia.connector.FileStores;
import io.sakia.streaming.Checkpoints;
import io.sakia.streaming.checkpoint.CheckpointPlan;
import io.sakia.streaming.checkpoint.DropNames;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sakia checkpoint plan DIR --program PROGRAM}: what a version of a program would make of a checkpoint. */
@Command(
        name = "plan",
        header = "Tells what a version of a program would make of a checkpoint.",
        footer = {"", "Exit code 1 if it would not start."})
public final class PlanCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Mixin
    private final ProgramChoice choice;

    @Option(names = "--json", description = "as one JSON object")
    private boolean json;

    /** Tells it to a shell, of a class or of one of these programs. */
    public PlanCommand(Shell shell, Map<String, Supplier<? extends BuiltIn>> builtIns) {
        this.shell = shell;
        this.choice = new ProgramChoice(builtIns);
    }

    @Override
    public Integer call() {
        CheckpointPlan plan;
        try (Chosen chosen = choice.find()) {
            plan = Checkpoints.plan(
                    choice.folder(),
                    FileStores.of(choice.folder(), chosen.conf().all()),
                    chosen.conf(),
                    chosen.program());
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new WrongUseException(String.valueOf(e.getMessage()), e);
        }
        Set<String> drop = DropNames.parse(choice.setting("sakia.checkpoint.drop"));
        boolean starts = plan.starts(drop);
        if (json) {
            new CheckpointJson(shell.out().stream()).print(plan, starts);
        } else {
            print(plan, drop);
        }
        return shell.delivered() && starts ? 0 : 1;
    }

    private void print(CheckpointPlan plan, Set<String> drop) {
        Table table = new Table("what", "name", "becomes", "");
        for (CheckpointPlan.Item item : plan.items()) {
            table.row(
                    item.kind().name().toLowerCase(Locale.ROOT),
                    item.name(),
                    item.fate(),
                    String.join("; ", item.lines()));
        }
        table.print("What becomes of " + plan.folder(), shell.out().stream());
        shell.out().stream().println();
        shell.out().stream()
                .println(
                        plan.starts(drop)
                                ? "The program starts from it."
                                : "The program does not start from it, unless it may let go of what it would lose: --conf "
                                        + plan.dropping(drop));
    }
}
