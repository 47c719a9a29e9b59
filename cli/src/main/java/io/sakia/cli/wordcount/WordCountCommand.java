package io.sakia.cli.wordcount;

import io.sakia.cli.HelpOption;
import io.sakia.cli.Shell;
import io.sakia.cli.StreamRun;
import io.sakia.cli.StreamRun.End;
import io.sakia.cli.WrongUseException;
import io.sakia.cli.program.BuiltIn;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sakia run wordcount}. */
@Command(
        name = "wordcount",
        header = "Counts the words of a stream.",
        description = {
            "",
            "Without an input it counts words that it makes up itself. Each batch shows its most frequent words; with --totals"
                    + " nothing is shown until the stream ends, and then each word with its total, the most frequent first; with --out"
                    + " nothing is shown, and all counts are written to files.",
            "",
            "With --checkpoint and --out every word is counted exactly once, however often the process is killed and started again"
                    + " with the same options: the sum over all files is what one run would have counted.",
            "",
            "Ctrl-C or SIGTERM stops in good order: what was taken in is finished and put out. A second one stops at once; with"
                    + " --checkpoint the next start makes good what that left.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the input has ended or was idle, or an endless one was stopped (Ctrl-C, SIGTERM)",
            "1:the stream failed",
            "2:the call was wrong, and nothing was run",
            "130:stopped before the end of --input, or at once by a second Ctrl-C",
            "143:stopped at once by a second SIGTERM"
        })
public final class WordCountCommand implements Callable<Integer>, BuiltIn {
    private static final int GOOD = 0;
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    private final Shell shell;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Option(names = "--input", paramLabel = "FILE", description = "count a text file, plain or .gz, and end with it")
    private @Nullable Path file;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "count the lines that a server sends (default: localhost)")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "the server's port; try it with: nc -lk 9999")
    private @Nullable Integer port;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "count the text files of a folder: those that are there, and those that are moved in")
    private @Nullable Path folder;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "write each batch's counts as word<TAB>count lines to FOLDER/batch-TIME/part-*, a folder that appears whole")
    private @Nullable Path out;

    @Option(
            names = "--kafka-in",
            paramLabel = "HOST:PORT/TOPIC",
            description = "count the values of a Kafka topic, from its oldest record on")
    private @Nullable String kafkaIn;

    @Option(
            names = "--kafka-out",
            paramLabel = "HOST:PORT/TOPIC",
            description =
                    "keep totals, and write those that change to a Kafka topic, key = word, value = total; needs --checkpoint")
    private @Nullable String kafkaOut;

    @Option(
            names = "--checkpoint",
            paramLabel = "FOLDER",
            description =
                    "go on from what an earlier run has left in this folder, and keep there what the next one needs")
    private @Nullable String checkpoint;

    @Option(
            names = "--until-idle",
            paramLabel = "TIME",
            description = "end when nothing has come for so long, such as 3s (default: go on for ever)")
    private @Nullable String untilIdle;

    @Option(
            names = "--batch",
            paramLabel = "INTERVAL",
            description =
                    "200ms, 1s, 5m, or auto: a batch whenever there are data (default: auto for --input and --kafka-in, 1s for a server"
                            + " or folder, 500ms for made-up words)")
    private @Nullable String batch;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "where it runs: local[4] for 4 threads, local[*] for one a processor (default)")
    private @Nullable String master;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "a setting, such as sakia.memory=512m; may be repeated")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--totals",
            description = "keep totals; print word<TAB>total lines when the stream ends, nothing before")
    private boolean totals;

    @Option(
            names = "--progress",
            negatable = true,
            description = "a line of progress on standard error (default: if that is a terminal)")
    private @Nullable Boolean progress;

    /** A command in a shell. */
    public WordCountCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Input input = input();
        requireOneOutput();
        StreamRun run = new StreamRun(
                conf(),
                batch == null ? input.interval() : interval(batch),
                progress == null ? shell.errIsTerminal() : progress);
        Totals kept = new Totals();
        End end = run.run(program(new WordCount(input), kept), shell);
        if (totals && end != End.FAILED) {
            kept.print(shell.out().stream());
        }
        if (!shell.delivered()) {
            return FAILED;
        }
        return switch (end) {
            case COMPLETE -> GOOD;
            case STOPPED -> input.ends() ? INTERRUPTED : GOOD;
            case FAILED -> FAILED;
        };
    }

    @Override
    public StreamProgram program() {
        requireOneOutput();
        return program(new WordCount(input()), new Totals());
    }

    private StreamProgram program(WordCount words, Totals kept) {
        Path folderOut = out;
        if (totals) {
            return ssc -> words.keepTotals(ssc, kept);
        }
        if (kafkaOut != null) {
            TopicAddress topic = TopicAddress.parse("--kafka-out", kafkaOut);
            return ssc -> words.writeTotals(ssc, topic);
        }
        return folderOut == null ? words::showBatches : ssc -> words.writeBatches(ssc, folderOut);
    }

    @Override
    public SakiaConf conf() {
        SakiaConf conf = new SakiaConf().setAppName("wordcount");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new WrongUseException("--conf takes KEY=VALUE, such as sakia.memory=512m, not '" + setting + "'");
            }
            try {
                conf.set(setting.substring(0, equals), setting.substring(equals + 1));
            } catch (IllegalArgumentException e) {
                throw new WrongUseException("--conf: " + e.getMessage(), e);
            }
        }
        if (checkpoint != null) {
            conf.set("sakia.checkpoint.dir", checkpoint);
        }
        if (untilIdle != null) {
            conf.set("sakia.streaming.untilIdle", idleTime(untilIdle));
        }
        return master == null ? conf : conf.setMaster(master);
    }

    private Input input() {
        List<String> given = new ArrayList<>();
        if (file != null) {
            given.add("--input");
        }
        if (host != null || port != null) {
            given.add(host != null ? "--host" : "--port");
        }
        if (folder != null) {
            given.add("--dir");
        }
        if (kafkaIn != null) {
            given.add("--kafka-in");
        }
        if (given.size() > 1) {
            throw new WrongUseException(
                    String.join(" and ", given) + " contradict each other: there is one input; leave out "
                            + (given.size() == 2 ? "one of them" : "all but one"));
        }
        if (file != null) {
            return new Input.OneFile(file);
        }
        if (folder != null) {
            return new Input.Folder(folder);
        }
        if (kafkaIn != null) {
            return new Input.Topic(TopicAddress.parse("--kafka-in", kafkaIn));
        }
        if (host == null && port == null) {
            return new Input.Generated();
        }
        if (port == null) {
            throw new WrongUseException("--host " + host + " needs a port: add --port PORT");
        }
        return new Input.Socket(host == null ? "localhost" : host, port);
    }

    private void requireOneOutput() {
        if (totals && out != null) {
            throw new WrongUseException(
                    "--totals and --out contradict each other: one prints sums at the end, the other"
                            + " writes each batch's counts; leave out one");
        }
        if (totals && checkpoint != null) {
            throw new WrongUseException("--totals counts from this start on, --checkpoint goes on from earlier ones;"
                    + " put --out FOLDER in place of --totals, or leave out --checkpoint");
        }
        if (kafkaOut != null && (totals || out != null)) {
            throw new WrongUseException("--kafka-out and " + (totals ? "--totals" : "--out")
                    + " contradict each other: there is one output; leave out one of them");
        }
        if (kafkaOut != null && checkpoint == null) {
            throw new WrongUseException(
                    "--kafka-out keeps totals from run to run, and writes each exactly once: add --checkpoint FOLDER");
        }
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            throw new WrongUseException(out + " is no folder; mend the path after --out");
        }
    }

    private static String idleTime(String text) {
        try {
            if (!Durations.parse(text).isZero()) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            throw new WrongUseException("--until-idle: " + e.getMessage(), e);
        }
        throw new WrongUseException("--until-idle: nothing can come in 0 time; write at least 1ms, not " + text);
    }

    private static BatchInterval interval(String text) {
        try {
            return BatchInterval.parse(text);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException("--batch: " + e.getMessage(), e);
        }
    }
}
