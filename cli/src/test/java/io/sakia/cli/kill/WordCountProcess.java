package io.sakia.cli.kill;

import io.sakia.cli.Main;
import io.sakia.cli.wordcount.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Word counts over the files of a folder, in processes of their own, one after the other, with one checkpoint. */
final class WordCountProcess implements AutoCloseable {
    /** How many files a batch has: one for each thread. */
    static final int PARTS = 2;

    final Path out;
    final Counts truth = new Counts();

    /** At most so many lines in a file. */
    private static final int LINES = 200;

    private final Path checkpoint;
    private final Path in;
    private final Path elsewhere;
    private final Path said;
    private final Random random;
    private final List<String> command;
    private int files;
    private @Nullable Process process;

    /** Makes the folders and the first file, and starts nothing. */
    private WordCountProcess(Path folder, long seed) throws IOException {
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
        addFile();
    }

    /** {@code sakia run wordcount}. */
    static WordCountProcess ofCommandLine(Path folder, long seed) throws IOException {
        WordCountProcess counting = new WordCountProcess(folder, seed);
        counting.command.addAll(List.of(Main.class.getName(), "run", "wordcount"));
        counting.command.addAll(List.of("--dir", counting.in.toString(), "--out", counting.out.toString()));
        counting.addOptions();
        return counting;
    }

    /** A program with a main of its own, {@link UsersProgram}. */
    static WordCountProcess ofUser(Path folder, long seed) throws IOException {
        WordCountProcess counting = new WordCountProcess(folder, seed);
        counting.command.addAll(List.of("-Din=" + counting.in, "-Dout=" + counting.out, UsersProgram.class.getName()));
        counting.addOptions();
        return counting;
    }

    private void addOptions() {
        command.addAll(List.of("--checkpoint", checkpoint.toString(), "--master", "local[" + PARTS + "]"));
        command.addAll(List.of("--batch", "50ms", "--until-idle", "1500ms"));
    }

    /** Starts it, and tells what it does. */
    Doings start() throws IOException {
        Doings doings = new Doings(out, checkpoint.resolve("log"));
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        process = started;
        return doings.of(started);
    }

    /** Moves a new text file into the folder. */
    void addFile() throws IOException {
        String text = Counts.text(random, 1 + random.nextInt(LINES));
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
        running().destroy();
    }

    /** Sends SIGKILL, and waits for the end. */
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** Waits until it ends by itself, and gives its exit code. */
    int await() throws InterruptedException {
        return running().waitFor();
    }

    /** Where in its work it was when it ended. */
    Moment moment() throws IOException {
        return Moment.of(checkpoint, out, PARTS);
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

    private Process running() {
        return Objects.requireNonNull(process, "start it first");
    }
}
