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
        CommandLine command = problem.getCommandLine();
        List<String> choices = List.copyOf(command.getSubcommands().keySet());
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, choices);
        }
        if (!choices.isEmpty() && command.getParseResult().subcommand() == null) {
            String toDo = command.getParent() == null ? "do" : command.getCommandName();
            return "say what to " + toDo + ": " + listed(choices, " or ");
        }
        return sentencePart(String.valueOf(problem.getMessage()));
    }

    private static String unmatched(UnmatchedArgumentException problem, List<String> choices) {
        String given = problem.getUnmatched().get(0);
        List<String> meant = problem.getSuggestions();
        if (!meant.isEmpty()) {
            String what = problem.isUnknownOption() ? "no option " : "nothing called ";
            return "there is " + what + given + "; did you mean " + String.join(" or ", meant) + "?";
        }
        if (problem.isUnknownOption()) {
            return "there is no option " + given;
        }
        return "there is nothing called " + given
                + (choices.isEmpty() ? "; only options can stand here" : ", only " + listed(choices, " and "));
    }

    /** As {@code a, b and c}. */
    private static String listed(List<String> names, String last) {
        int end = names.size() - 1;
        return end < 1 ? String.join("", names) : String.join(", ", names.subList(0, end)) + last + names.get(end);
    }

    /** A message of the parser's without the capital at its beginning and the full stop at its end. */
    private static String sentencePart(String text) {
        String open = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return open.isEmpty() ? open : Character.toLowerCase(open.charAt(0)) + open.substring(1);
    }
}
