package io.sakia.cli.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A program over the files of a folder, in processes of its own, one after the other, with one checkpoint. */
abstract class FilesProcess implements AutoCloseable {
    /** How many files a batch has: one for each thread. */
    static final int PARTS = 2;

    final Path in;
    final Path out;
    final Path checkpoint;

    private final Path elsewhere;
    private final Path said;
    private final Random random;
    private final List<String> command;
    private int files;
    private @Nullable Process process;

    /** Makes the folders, and starts nothing. */
    FilesProcess(Path folder, long seed) throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
        Files.createDirectory(checkpoint.resolve("log")); // here already, so that it can be watched
        out = Files.createDirectory(folder.resolve("out"));
        said = folder.resolve("said.txt");
        random = new Random(seed);
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
    }

    /** What the next file says. */
    abstract String nextText(Random from);

    /** What is run: options of the JVM, a class with a main, and arguments. */
    final void run(List<String> program) {
        command.addAll(program);
        command.addAll(List.of("--checkpoint", checkpoint.toString(), "--master", "local[" + PARTS + "]"));
        command.addAll(List.of("--batch", "50ms", "--until-idle", "1500ms"));
    }

    /** Starts it, and tells what it does. */
    final Doings start() throws IOException {
        Doings doings = new Doings(out, checkpoint.resolve("log"));
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        process = started;
        return doings.of(started);
    }

    /** Moves a new text file into the folder. */
    final void addFile() throws IOException {
        String text = nextText(random);
        String name = "text-" + ++files + ".txt";
        Files.move(Files.writeString(elsewhere.resolve(name), text), in.resolve(name));
    }

    /** How many files were added. */
    final int files() {
        return files;
    }

    /** Sends SIGTERM. */
    final void terminate() {
        running().destroy();
    }

    /** Sends SIGKILL, and waits for the end. */
    final void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** Waits until it ends by itself, and gives its exit code. */
    final int await() throws InterruptedException {
        return running().waitFor();
    }

    /** Where in its work it was when it ended. */
    final Moment moment() throws IOException {
        return Moment.of(checkpoint, out, PARTS);
    }

    /** What it has printed. */
    final String said() throws IOException {
        return Files.readString(said);
    }

    @Override
    public final void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private Process running() {
        return Objects.requireNonNull(process, "start it first");
    }
}
