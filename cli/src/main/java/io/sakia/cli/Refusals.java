package io.sakia.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells in one line why a command was not run. */
final class Refusals implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Shell shell;

    Refusals(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        shell.say(reason(problem) + " (see " + command + " --help)");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) throws Exception {
        if (problem instanceof WrongUseException) {
            shell.say(String.valueOf(problem.getMessage()));
            return ExitCode.USAGE;
        }
        throw problem;
    }

    private static String reason(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String what = unmatched.isUnknownOption() ? "there is no option " : "there is nothing called ";
            List<String> meant = unmatched.getSuggestions();
            return what
                    + unmatched.getUnmatched().get(0)
                    + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?");
        }
        CommandLine command = problem.getCommandLine();
        if (!command.getSubcommands().isEmpty() && command.getParseResult().subcommand() == null) {
            return "say what to " + command.getCommandName() + ": "
                    + String.join(" or ", command.getSubcommands().keySet());
        }
        return lowerFirst(String.valueOf(problem.getMessage()));
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
