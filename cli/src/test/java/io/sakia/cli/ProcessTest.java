package io.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as a process of its own: signals, pipes, locale, and what the JVM adds. */
@Timeout(120)
class ProcessTest {
    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void sigtermStopsTheGeneratorInGoodOrderAndTotalsArePrinted() throws Exception {
        Process process = sakia("run", "wordcount", "--totals", "--progress", "--batch", "50ms");
        awaitText(process, "batch 3 ");
        process.toHandle().destroy(); // SIGTERM, without closing the pipes
        List<String> lines = lines(process);
        assertThat(process.waitFor()).isZero();
        assertThat(lines).isNotEmpty().allMatch(line -> line.matches("\\S+\t\\d+"));
        assertThat(lines.get(0)).startsWith("the\t");
    }

    /** A batch that can't end, as nobody reads what it prints, holds a stop in good order up for ever. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSecondSignalEndsItAtOnceAndTheNextStartRunsTheBatchAgain(String signal, int code) throws Exception {
        assumeFalse(
                isIgnored(code - 128),
                "SIG" + signal + " is ignored here, as in a script's background, and so in what is started");
        Path in = Files.createDirectory(folder.resolve("in"));
        StringBuilder text = new StringBuilder();
        for (char c = 'a'; c <= 'j'; c++) {
            text.append(String.valueOf(c).repeat(40_000)).append('\n'); // more than pipes and buffers hold
        }
        Files.writeString(in.resolve("long-words.txt"), text);
        String checkpoint = folder.resolve("checkpoint").toString();
        ProcessBuilder command = command(
                "run",
                "wordcount",
                "--dir",
                in.toString(),
                "--checkpoint",
                checkpoint,
                "--batch",
                "50ms",
                "--until-idle",
                "200ms");
        command.command().add(1, "-Dsakia.cli.terminal=true"); // the first signal is answered then

        Process process = start(command);
        assertThat(process.getInputStream().read()).isNotNegative();
        send(signal, process);
        awaitText(process, "sakia: stopping when what was taken in is finished; Ctrl-C once more stops at once");
        send(signal, process);
        assertThat(process.waitFor()).isEqualTo(code);

        Process next = start(command.redirectError(ProcessBuilder.Redirect.DISCARD));
        assertThat(lines(next)).contains("  1  " + "a".repeat(40_000), "  1  " + "j".repeat(40_000));
        assertThat(next.waitFor()).isZero();
    }

    @Test
    void aReaderThatGoesEndsTheStream() throws Exception {
        Process process = sakia("run", "wordcount", "--batch", "20ms");
        try (BufferedReader out = reader(process)) {
            assertThat(out.readLine()).startsWith("── batch 1 ");
        }
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void resultsThatCannotBeWrittenAreAFailure() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no /dev/full on this system");
        Path words = Files.writeString(folder.resolve("words.txt"), "a b a\n");
        for (String[] options : new String[][] {{"--totals"}, {}}) {
            ProcessBuilder builder = command("run", "wordcount", "--input", words.toString());
            builder.command().addAll(List.of(options));
            Process process = start(builder.redirectOutput(full.toFile()));
            assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
                    .containsExactly(
                            "sakia: can't write to standard output: No space left on device; results are missing");
            assertThat(process.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void aWrongCallEndsWithTwo() throws Exception {
        Process process = sakia("run", "wordcount", "--input", "no/such/file");
        assertThat(lines(process)).isEmpty();
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
                .containsExactly("sakia: there is no file no/such/file; mend the path after --input");
    }

    /** Whether this process ignores a signal, which those that it starts inherit. */
    private static boolean isIgnored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn: 0");
        long mask = Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).trim(), 16);
        return (mask & (1L << (signal - 1))) != 0;
    }

    private Process sakia(String... args) throws IOException {
        return start(command(args));
    }

    private static ProcessBuilder command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C"); // output is UTF-8 all the same
        return builder;
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static void send(String signal, Process process) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<String> lines(Process process) throws IOException {
        try (BufferedReader out = reader(process)) {
            return out.lines().toList();
        }
    }

    private static void awaitText(Process process, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        InputStreamReader err = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8);
        while (seen.indexOf(text) < 0) {
            int next = err.read();
            assertThat(next).as("what stands on standard error: %s", seen).isNotNegative();
            seen.append((char) next);
        }
    }
}
