package io.sakia.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.cli.Session;
import io.sakia.streaming.StreamingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointCommandTest {
    @TempDir
    Path folder;

    private final Session session = Session.redirected();

    /** A program that has nothing in common with the word count. */
    public static void define(StreamingContext ssc) {
        ssc.textFileStream("/nowhere").named("others").print();
    }

    private String checkpoint() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.writeString(in.resolve("a.txt"), "the wheel turns the water\n");
        String checkpoint = folder.resolve("checkpoint").toString();
        Session run = Session.redirected();
        assertThat(run.run(
                        "run",
                        "wordcount",
                        "--dir",
                        in.toString(),
                        "--checkpoint",
                        checkpoint,
                        "--out",
                        folder.resolve("out").toString(),
                        "--batch",
                        "50ms",
                        "--until-idle",
                        "200ms",
                        "--master",
                        "local[2]"))
                .as(run.err.text())
                .isZero();
        return checkpoint;
    }

    @Test
    void showsWhatACheckpointHolds() throws IOException {
        String checkpoint = checkpoint();
        assertThat(session.run("checkpoint", "show", checkpoint)).isZero();
        assertThat(session.out.text())
                .contains(
                        "checkpoint  " + checkpoint,
                        "written by  start 1",
                        ", published",
                        "batches 1 to ",
                        " can be run again",
                        "log/0000000001.log",
                        "a.txt");
        assertThat(session.err.text()).isEmpty();
    }

    @Test
    void plansForAProgramThatDoesNotFit() throws IOException {
        String checkpoint = checkpoint();
        assertThat(session.run(
                        "checkpoint",
                        "plan",
                        checkpoint,
                        "--program",
                        getClass().getName()))
                .isEqualTo(1);
        assertThat(session.out.text())
                .contains("lines", "DROP", "others", "NEW", "The program does not start from it")
                .contains("--conf sakia.checkpoint.drop=");
    }

    @Test
    void plansForAProgramThatIsBuiltIn() throws IOException {
        String checkpoint = checkpoint();
        assertThat(session.run(
                        "checkpoint",
                        "plan",
                        checkpoint,
                        "--program",
                        "wordcount",
                        "--",
                        "--dir",
                        folder.resolve("in").toString(),
                        "--out",
                        folder.resolve("out").toString()))
                .as(session.err.text())
                .isZero();
        assertThat(session.out.lines())
                .contains("  source  lines  KEEP", "  sink    out    KEEP")
                .last()
                .isEqualTo("The program starts from it.");
    }

    @Test
    void givesJsonToOtherPrograms() throws IOException {
        String checkpoint = checkpoint();
        assertThat(session.run("checkpoint", "show", checkpoint, "--json")).isZero();
        assertThat(session.out.text())
                .startsWith("{\n  \"folder\" : \"" + checkpoint + "\",\n  \"generation\" : 1,")
                .contains("\"committed\" : true", "\"replayable\" : [ {", "\"firstBatch\" : 1")
                .contains("\"segments\" : [ {", "\"sources\" : [ {", "\"states\" : [ ]")
                .endsWith("}\n");
        assertThat(session.run(
                        "checkpoint",
                        "plan",
                        checkpoint,
                        "--json",
                        "--program",
                        getClass().getName()))
                .isEqualTo(1);
        assertThat(session.out.text()).contains("\"starts\" : false", "\"kind\" : \"source\"", "\"fate\" : \"DROP\"");
    }

    @Test
    void refusesInOneLineWhatIsOnAnotherFileSystem() {
        assertThat(session.run("checkpoint", "show", "hdfs://localhost:1/c")).isEqualTo(2);
        assertThat(session.err.lines())
                .singleElement()
                .asString()
                .startsWith("sakia: 'hdfs://localhost:1/c' is on hdfs, for which there is no connector");
    }

    @Test
    void refusesInOneLineWhatIsNone() {
        assertThat(session.run("checkpoint", "show", folder.toString())).isEqualTo(2);
        assertThat(session.err.lines())
                .containsExactly(
                        "sakia: " + folder + " holds no checkpoint: there is no batch log in a folder 'log' below it");
        assertThat(session.run("checkpoint", "plan", folder.toString(), "--program", "no.Such"))
                .isEqualTo(2);
        assertThat(session.err.lines()).last().asString().contains("there is no class no.Such");
        assertThat(session.run("checkpoint", "plan", folder.toString(), "--program", "java.lang.String"))
                .isEqualTo(2);
        assertThat(session.err.lines()).last().asString().contains("java.lang.String is no program");
    }
}
