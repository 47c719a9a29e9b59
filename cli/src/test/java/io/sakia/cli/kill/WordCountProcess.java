package io.sakia.cli.kill;

import io.sakia.cli.Main;
import io.sakia.cli.wordcount.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** {@code sakia run wordcount} over the files of a folder, in processes of its own, one after the other, with one checkpoint. */
final class WordCountProcess implements AutoCloseable {
    /** How many files a batch has: one for each thread. */
    static final int PARTS = 2;

    final Path checkpoint;
    final Path out;
    final Counts truth = new Counts();

    private final Path in;
    private final Path elsewhere;
    private final Path said;
    private final Random random;
    private int files;
    private Process process;

    /** Makes the folders and the first file, and starts nothing. */
    WordCountProcess(Path folder, long seed) throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
        Files.createDirectory(checkpoint.resolve("log")); // here already, so that it can be watched
        out = Files.createDirectory(folder.resolve("out"));
        said = folder.resolve("said.txt");
        random = new Random(seed);
        addFile();
    }

    /** Starts it, and tells what it does. */
    Doings start() throws IOException {
        Doings doings = new Doings(out, checkpoint.resolve("log"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(
                ("run wordcount --batch 50ms --until-idle 1500ms --master local[" + PARTS + "] --dir").split(" ")));
        command.addAll(List.of(in.toString(), "--checkpoint", checkpoint.toString(), "--out", out.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return doings.of(process);
    }

    /** Moves a new text file into the folder. */
    void addFile() throws IOException {
        String text = Counts.text(random, 1 + random.nextInt(40));
        truth.addText(text);
        String name = "text-" + ++files + ".txt";
        Files.move(Files.writeString(elsewhere.resolve(name), text), in.resolve(name));
    }

    /** How many files were added. */
    int files() {
        return files;
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL, and waits for the end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until it ends by itself, and gives its exit code. */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    /** What it has printed. */
    String said() throws IOException {
        return Files.readString(said);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
