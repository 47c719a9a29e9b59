package io.sakia.cli.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.cli.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sakia run wordcount --dir D --checkpoint C --out O --until-idle TIME}: what is written, over several runs. */
@Timeout(60)
class WordCountFilesTest {
    @TempDir
    private Path folder;

    private final Counts truth = new Counts();

    @Test
    void everyRunGoesOnWhereTheOneBeforeHasEnded() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path out = folder.resolve("out");
        add(in.resolve("a.txt"), "to be or not\nto be\n");
        assertThat(run(in, out, "40ms", "200ms")).isZero();
        assertThat(Counts.written(out)).isEqualTo(truth);

        assertThat(run(in, out, "40ms", "200ms")).isZero();
        assertThat(Counts.written(out)).isEqualTo(truth);

        add(in.resolve("b.txt"), "to sleep\n");
        add(in.resolve("c.txt"), "to dream\n");
        assertThat(run(in, out, "auto", "1500ms")).isZero();
        assertThat(Counts.written(out)).isEqualTo(truth);
        assertThat(truth.words()).containsEntry("to", 4L);
    }

    @Test
    void eachBatchHasAFolderOfItsOwnAndNothingElseIsLeft() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path out = folder.resolve("out");
        add(in.resolve("a.txt"), "b a b\n");
        assertThat(run(in, out, "auto", "100ms")).isZero();
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).hasSize(1);
        }
        Path batch = Counts.batches(out).get(0);
        assertThat(batch.getFileName().toString()).matches("batch-\\d+-1");
        List<String> lines = new ArrayList<>();
        try (Stream<Path> parts = Files.list(batch)) {
            for (Path part : parts.toList()) {
                lines.addAll(Files.readAllLines(part));
            }
        }
        assertThat(lines).containsExactlyInAnyOrder("a\t1", "b\t2");
    }

    @Test
    void aCheckpointIsForOneProgram() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        assertThat(run(in, folder.resolve("out"), "40ms", "100ms")).isZero();
        Session other = Session.redirected();
        Path file = Files.writeString(folder.resolve("words.txt"), "a\n");
        String checkpoint = folder.resolve("checkpoint").toString();
        assertThat(other.run("run", "wordcount", "--input", file.toString(), "--checkpoint", checkpoint))
                .isEqualTo(2);
        assertThat(other.err.lines()).hasSize(1);
        assertThat(other.err.text()).contains("checkpoint", "'lines'");
    }

    private int run(Path in, Path out, String batch, String idle) {
        Session session = Session.redirected();
        String checkpoint = folder.resolve("checkpoint").toString();
        int code = session.run(
                "run",
                "wordcount",
                "--dir",
                in.toString(),
                "--checkpoint",
                checkpoint,
                "--out",
                out.toString(),
                "--batch",
                batch,
                "--until-idle",
                idle,
                "--master",
                "local[2]");
        assertThat(session.err.text()).isEmpty();
        assertThat(session.out.text()).isEmpty();
        return code;
    }

    private void add(Path file, String text) throws Exception {
        truth.addText(text);
        Path whole = Files.writeString(folder.resolve("moving"), text);
        Files.move(whole, file);
    }
}
