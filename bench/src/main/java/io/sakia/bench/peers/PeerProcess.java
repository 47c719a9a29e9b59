package io.sakia.bench.peers;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JVM of one system that does one workload, from the runner's side. */
final class PeerProcess implements AutoCloseable {
    /** What Spark and Hazelcast ask for on JDK 17; all systems get it, so that all run alike. */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar",
            "java.management/sun.management",
            "jdk.management/com.sun.management.internal");

    private static final long QUIT_SECONDS = 10;

    private final Contestant contestant;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter requests;
    private final Path log;

    private PeerProcess(Contestant contestant, Process process, Path log) {
        this.contestant = contestant;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.log = log;
    }

    /** Starts the JVM and the system's job in it. */
    static PeerProcess start(
            Contestant contestant, Class<?> mainClass, List<String> arguments, Path bench, Options options)
            throws IOException {
        Path target = bench.resolve("target");
        Path log = target.resolve("peers-" + String.join("-", arguments) + "-" + contestant.label() + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options.jvmOptions());
        OPENED.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
        command.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.addAll(List.of("-cp", contestant.classPath(bench), mainClass.getName()));
        command.add(contestant.className());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(log.toFile())
                .directory(target.toFile())
                .start();
        PeerProcess peer = new PeerProcess(contestant, process, log);
        peer.answer();
        return peer;
    }

    Contestant contestant() {
        return contestant;
    }

    /** Has it work until it gets no faster. */
    Round warm(double seconds, double length) throws IOException {
        return Round.parse(ask("warm " + seconds + " " + length));
    }

    /** Gives it a turn. */
    Round round(double length) throws IOException {
        return Round.parse(ask("round " + length));
    }

    /** The processors' time that it has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Asks for something and gives the answer. */
    String ask(String request) throws IOException {
        send(request);
        return answer();
    }

    private void send(String request) throws IOException {
        requests.write(request + "\n");
        requests.flush();
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null || answer.startsWith("failed")) {
            throw new IOException(contestant.label() + " failed; see " + log + (answer == null ? "" : ": " + answer));
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                send("quit");
            }
            if (!process.waitFor(QUIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }
}
