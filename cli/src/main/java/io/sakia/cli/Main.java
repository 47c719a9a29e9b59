package io.sakia.cli;

import io.sakia.cli.checkpoint.CheckpointCommand;
import io.sakia.cli.checkpoint.PlanCommand;
import io.sakia.cli.checkpoint.ShowCommand;
import io.sakia.cli.letters.DeadLettersCommand;
import io.sakia.cli.program.BuiltIn;
import io.sakia.cli.replay.ReplayCommand;
import io.sakia.cli.wordcount.WordCountCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * What {@code bin/sakia} starts.
 *
 * <p>Exit codes: 0 when all went well, also when an endless stream was stopped by Ctrl-C or SIGTERM; 1 when a stream failed; 2 when
 * the call was wrong, and nothing was run; 130 when a stream was stopped before the end of its input. A
 * second signal ends the process at once, with 130 for Ctrl-C and 143 for SIGTERM.
 */
public final class Main {
    private static final int FAILED = 1;

    /** Set by {@code bin/sakia}, as Java can't ask whether standard error is a terminal. */
    private static final String ERROR_IS_TERMINAL = "sakia.cli.terminal";

    private static final String STOPPING =
            "sakia: stopping when what was taken in is finished; Ctrl-C once more stops at once";

    private Main() {}

    /** Runs a command line in this process, and ends it. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        boolean errIsTerminal = Boolean.getBoolean(ERROR_IS_TERMINAL);
        PrintStream lines = err;
        if (errIsTerminal) {
            lines = new PrintStream(new OverProgress(err), true, StandardCharsets.UTF_8);
            System.setErr(lines); // for the log
        }
        ProcessStop stop = ProcessStop.installed(errIsTerminal ? says(lines, STOPPING) : () -> {});
        int code = FAILED;
        try {
            code = run(new Shell(new Output(new FileOutputStream(FileDescriptor.out)), err, errIsTerminal, stop), args);
        } catch (Throwable e) { // a fault of ours: the stack is all that helps
            e.printStackTrace(err);
        } finally {
            stop.exit(code);
        }
    }

    /** Runs a command line and gives the exit code. */
    static int run(Shell shell, String... args) {
        Map<String, Supplier<? extends BuiltIn>> programs = Map.of("wordcount", () -> new WordCountCommand(shell));
        CommandLine run = new CommandLine(new RunCommand());
        programs.values().forEach(program -> run.addSubcommand(program.get()));
        CommandLine commands = new CommandLine(new SakiaCommand())
                .addSubcommand(run)
                .addSubcommand(new CommandLine(new CheckpointCommand())
                        .addSubcommand(new ShowCommand(shell))
                        .addSubcommand(new PlanCommand(shell, programs)))
                .addSubcommand(new ReplayCommand(shell, programs))
                .addSubcommand(new DeadLettersCommand(shell));
        commands.setOut(writer(shell.out().stream()));
        commands.setErr(writer(shell.err()));
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        Refusals refusals = new Refusals(shell);
        commands.setParameterExceptionHandler(refusals);
        commands.setExecutionExceptionHandler(refusals);
        return commands.execute(args);
    }

    private static Runnable says(PrintStream err, String line) {
        return () -> err.println(line);
    }

    private static PrintWriter writer(PrintStream out) {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }
}
