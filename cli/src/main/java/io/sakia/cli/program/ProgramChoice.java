package io.sakia.cli.program;

import io.sakia.cli.WrongUseException;
import io.sakia.rdd.SakiaConf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What tells a command which checkpoint and which program it is about. */
public final class ProgramChoice {
    private final Map<String, Supplier<? extends BuiltIn>> builtIns;

    @Parameters(index = "0", paramLabel = "DIR", description = "the checkpoint's folder")
    private String folder = "";

    @Option(
            names = "--program",
            required = true,
            paramLabel = "PROGRAM",
            description =
                    "a class with a static define(StreamingContext), or a StreamProgram; or one of those that sakia run knows, with"
                            + " its options behind --")
    private String name = "";

    @Option(names = "--jar", paramLabel = "FILE", description = "where the class is; may be given several times")
    private List<Path> jars = new ArrayList<>();

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "a setting of the program")
    private Map<String, String> conf = new LinkedHashMap<>();

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "OPTION",
            description = "options of a program that sakia run knows, behind --")
    private List<String> options = new ArrayList<>();

    /** Of a class, or of one of these. */
    public ProgramChoice(Map<String, Supplier<? extends BuiltIn>> builtIns) {
        this.builtIns = builtIns;
    }

    /** The checkpoint's folder. */
    public String folder() {
        return folder;
    }

    /**
     * Finds the program.
     *
     * @throws WrongUseException if there is none
     */
    public Chosen find() {
        Supplier<? extends BuiltIn> builtIn = builtIns.get(name);
        if (builtIn != null) {
            BuiltIn command = parsed(builtIn.get());
            return new Chosen(command.program(), set(command.conf()), () -> {});
        }
        if (!options.isEmpty()) {
            throw new WrongUseException(name + " takes no options, and " + options.get(0) + " is one: only "
                    + String.join(" and ", builtIns.keySet()) + " does");
        }
        try {
            ProgramClass found = ProgramClass.find(name, jars);
            return new Chosen(found.program(), set(new SakiaConf()), found);
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongUseException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What a setting was given as, or nothing. */
    public String setting(String key) {
        return conf.getOrDefault(key, "");
    }

    private BuiltIn parsed(BuiltIn command) {
        try {
            new CommandLine(command).parseArgs(options.toArray(String[]::new));
            return command;
        } catch (ParameterException e) {
            throw new WrongUseException(
                    "an option of " + name + " can't be read: " + e.getMessage() + " (see sakia run " + name
                            + " --help)",
                    e);
        }
    }

    private SakiaConf set(SakiaConf settings) {
        try {
            conf.forEach(settings::set);
            return settings;
        } catch (IllegalArgumentException e) {
            throw new WrongUseException("--conf: " + e.getMessage(), e);
        }
    }
}
