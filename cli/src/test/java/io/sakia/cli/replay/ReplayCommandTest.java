package io.sakia.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.cli.Session;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.source.DirectorySettings;
import io.sakia.streaming.source.DirectorySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A word count that has run on three files, one after the other, and what a person sees who runs its batches again. */
class ReplayCommandTest {
    @TempDir
    Path folder;

    private final Session session = Session.redirected();

    /** A program that keeps nothing of what the word count has. */
    public static void define(StreamingContext ssc) {
        ssc.textFileStream("/nowhere").named("others").print();
    }

    /** A program that fails. */
    public static void fail(StreamingContext ssc) {
        ssc.source(DirectorySource.text("/nowhere", DirectorySettings.defaults()))
                .named("lines")
                .map(line -> Pair.of(line, 1 / (line.length() - line.length())))
                .print();
    }

    @BeforeEach
    void countThreeFiles() throws IOException {
        Files.createDirectory(folder.resolve("in"));
        count("a.txt", "the wheel turns the water\n");
        count("b.txt", "the water turns the wheel\n");
        count("c.txt", "more water\n");
    }

    private void count(String file, String text) throws IOException {
        Files.writeString(folder.resolve("in").resolve(file), text);
        List<String> command = new ArrayList<>(List.of("run", "wordcount"));
        command.addAll(List.of(program()));
        command.addAll(List.of(
                "--checkpoint", checkpoint(), "--batch", "auto", "--until-idle", "300ms", "--master", "local[2]"));
        Session run = Session.redirected();
        assertThat(run.run(command.toArray(String[]::new))).as(run.err.text()).isZero();
    }

    private String[] program() {
        return new String[] {
            "--dir",
            folder.resolve("in").toString(),
            "--out",
            folder.resolve("out").toString()
        };
    }

    private String checkpoint() {
        return folder.resolve("checkpoint").toString();
    }

    private int replay(String... options) {
        List<String> args = new ArrayList<>(List.of("replay", checkpoint()));
        args.addAll(List.of(options));
        args.addAll(List.of("--program", "wordcount", "--"));
        args.addAll(List.of(program()));
        return session.run(args.toArray(String[]::new));
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                files.put(
                        path.toString(),
                        Files.isDirectory(path)
                                ? "folder"
                                : new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    /** The folder of the batch that has a word. */
    private Path published(String word) throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve("out"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (Files.readString(path).contains(word)) {
                    return path;
                }
            }
        }
        throw new IOException("no batch has " + word);
    }

    @Test
    void aBatchIsTheSame() throws IOException {
        Map<String, String> before = files();
        assertThat(replay("--batch", "1")).as(session.err.text()).isZero();
        assertThat(session.out.lines().get(0)).startsWith("batch   1, ");
        assertThat(session.out.lines())
                .contains("epoch   1, published", "Read", "  lines         1       1", "  the\t2", "  wheel\t1")
                .contains("Output out (saveAsTextFiles), 4 records", "Compared with what was published")
                .last()
                .asString()
                .startsWith("  out  same       " + folder.resolve("out").resolve("batch-"));
        assertThat(session.err.text()).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aDifferenceIsToldWithItsPlace() throws IOException {
        Path part = published("more");
        Files.writeString(part, Files.readString(part).replace("more\t1", "less\t1"));
        assertThat(replay("--first", "output.out.lines ~ /more/")).isEqualTo(1);
        assertThat(session.out.text())
                .contains("  YES  a line is: more\t1", " is the first one: a line is: more\t1")
                .contains("  out  DIFFERENT  " + part + ", line ")
                .contains("       published  less\t1", "       now        more\t1");
    }

    @Test
    void asManyLinesAreShownAsWanted() {
        assertThat(replay("--batch", "1", "--limit", "1")).isZero();
        assertThat(session.out.lines()).contains("  … and 3 more");
    }

    @Test
    void whatTheProgramPrintsIsPrinted() {
        assertThat(session.run(
                        "replay",
                        checkpoint(),
                        "--batch=1",
                        "--program=wordcount",
                        "--",
                        "--dir",
                        folder.resolve("in").toString()))
                .isZero();
        assertThat(session.out.lines())
                .contains(
                        "  2  the",
                        "The program is not the one that ran this batch: it has other operations, or other" + " names.")
                .anyMatch(line -> line.startsWith("── batch 1 · "));
        assertThat(session.out.text()).doesNotContain("Compared");
    }

    @Test
    void bisectingSaysWhatItTakesForGranted() {
        assertThat(replay("--bisect", "output.out.count >= 0")).isZero();
        assertThat(session.out.lines())
                .contains(
                        "Looking for the first batch for which output.out.count >= 0",
                        "  bisecting, as if it held for all batches from some one on; --first looks at each",
                        "Batch 1 is the first one that can be run again, and output.out.count >= 0 held already: there"
                                + " may be earlier ones.");
        assertThat(replay("--bisect", "output.out.count > 1000")).isEqualTo(1);
        assertThat(session.out.lines())
                .last()
                .isEqualTo("It does not hold for the last batch, so there is nothing to halve: --first looks at each.");
        assertThat(replay("--first", "output.out.count > 1000")).isEqualTo(1);
        assertThat(session.out.lines()).last().isEqualTo("It holds for none of them.");
    }

    @Test
    void aFailedBatchIsTold() {
        assertThat(session.run("replay", checkpoint(), "--batch=1", "--program", Failing.class.getName()))
                .isEqualTo(1);
        assertThat(session.err.lines()).hasSize(1).first().asString().contains("batch 1 (", "failed in", "/ by zero");
    }

    /** Divides by zero. */
    public static final class Failing {
        private Failing() {}

        /** The program. */
        public static void define(StreamingContext ssc) {
            fail(ssc);
        }
    }

    @Test
    void aFileThatIsGoneIsNamed() throws IOException {
        Files.delete(folder.resolve("in/a.txt"));
        assertThat(replay("--batch", "1")).isEqualTo(1);
        assertThat(session.err.lines()).hasSize(1).first().asString().contains("a.txt");
    }

    @Test
    void wrongUseIsRefusedInOneLine() {
        refused("say which with --batch ID, or look for one with --bisect or --first");
        refused("there is no batch 100000 in " + checkpoint() + ": the last one is ", "--batch", "100000");
        refused("--batch, --bisect and --first contradict each other", "--batch=1", "--first=count > 1");
        refused("'cuont > 1' can't be read at character 1: lines, count, ", "--first=cuont > 1");
        refused("the program has no output 'outt'; write output.out", "--first=output.outt.count > 1");
        refused("--limit is 0 or more, not -1", "--batch=1", "--limit=-1");
        refused("--interval: ", "--batch=1", "--interval=often");
        assertThat(session.run("replay", checkpoint(), "--batch=1", "--program", "wordcount", "--", "--dirr", "x"))
                .isEqualTo(2);
        assertThat(session.err.lines()).last().asString().contains("an option of wordcount can't be read: ", "--dirr");
        assertThat(session.run("replay", checkpoint(), "--batch=1", "--program", "no.Such"))
                .isEqualTo(2);
        assertThat(session.err.lines()).last().asString().contains("there is no class no.Such");
        assertThat(session.run("replay", folder.toString(), "--batch=1", "--program", "wordcount"))
                .isEqualTo(2);
        assertThat(session.err.lines()).last().asString().contains(" holds no checkpoint");
        assertThat(session.run(
                        "replay",
                        checkpoint(),
                        "--batch=1",
                        "--program",
                        getClass().getName()))
                .isEqualTo(2);
        assertThat(session.err.lines()).last().asString().contains("for which the program has no place");
    }

    private void refused(String message, String... options) {
        assertThat(replay(options)).isEqualTo(2);
        assertThat(session.err.lines()).last().asString().contains(message);
    }
}
