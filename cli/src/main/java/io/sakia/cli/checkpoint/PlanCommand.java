package io.sakia.cli.checkpoint;

import io.sakia.cli.HelpOption;
import io.sakia.cli.Shell;
import io.sakia.cli.WrongUseException;
import io.sakia.connector.FileStores;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.Checkpoints;
import io.sakia.streaming.checkpoint.CheckpointPlan;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sakia checkpoint plan DIR --program CLASS}: what a version of a program would make of a checkpoint. */
@Command(
        name = "plan",
        header = "Tells what a version of a program would make of a checkpoint.",
        footer = {"", "Exit code 1 if it would not start."})
public final class PlanCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Parameters(paramLabel = "DIR", description = "the checkpoint's folder")
    private String folder = "";

    @Option(
            names = "--program",
            required = true,
            paramLabel = "CLASS",
            description = "a class with a static define(StreamingContext), or a StreamProgram")
    private String program = "";

    @Option(names = "--jar", paramLabel = "FILE", description = "where the class is; may be given several times")
    private List<Path> jars = List.of();

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "a setting of the program")
    private Map<String, String> conf = Map.of();

    /** Tells it to a shell. */
    public PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        SakiaConf settings = new SakiaConf();
        conf.forEach(settings::set);
        CheckpointPlan plan;
        try (ProgramClass found = ProgramClass.find(program, jars)) {
            plan = Checkpoints.plan(
                    folder, FileStores.local(), settings, BatchInterval.fixed(Durations.seconds(1)), found.program());
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new WrongUseException(String.valueOf(e.getMessage()), e);
        }
        Table table = new Table("what", "name", "becomes", "");
        for (CheckpointPlan.Item item : plan.items()) {
            table.row(
                    item.kind().name().toLowerCase(Locale.ROOT),
                    item.name(),
                    item.fate(),
                    String.join("; ", item.lines()));
        }
        table.print("What becomes of " + plan.folder(), shell.out().stream());
        Set<String> drop = Set.of(conf.getOrDefault("sakia.checkpoint.drop", "").split("\\s*,\\s*"));
        boolean starts = plan.starts(drop);
        shell.out().stream().println();
        shell.out().stream()
                .println(
                        starts
                                ? "The program starts from it."
                                : "The program does not start from it, unless it may let go of what it would lose: --conf"
                                        + " sakia.checkpoint.drop="
                                        + plan.items().stream()
                                                .filter(CheckpointPlan.Item::loses)
                                                .map(CheckpointPlan.Item::name)
                                                .collect(Collectors.joining(",")));
        return shell.delivered() && starts ? 0 : 1;
    }
}
