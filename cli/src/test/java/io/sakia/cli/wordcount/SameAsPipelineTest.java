package io.sakia.cli.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sakia.cli.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The totals are, to the last line, what {@code tr | sort | uniq -c | sort} says. */
@Timeout(120)
class SameAsPipelineTest {
    private static final String PIPELINE =
            "tr -s '[:space:]' '\\n' | grep -v '^$' | sort | uniq -c | sort -k1,1nr -k2 | awk '{print $2 \"\\t\" $1}'";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"local[1], .txt", "local[2], .txt", "local[4], .txt", "local[1], .gz", "local[4], .gz"})
    void onMadeUpText(String master, String suffix) throws Exception {
        long seed = 11;
        Path text = Files.writeString(folder.resolve("text"), madeUpText(new Random(seed), 120_000));
        assertThat(totals(master, text, suffix)).as("seed %s", seed).isEqualTo(pipeline(text));
    }

    @ParameterizedTest
    @CsvSource({"local[1], .txt", "local[2], .txt", "local[4], .txt", "local[1], .gz", "local[2], .gz", "local[4], .gz"
    })
    void onShakespeare(String master, String suffix) throws Exception {
        Path packed = Path.of("../../shared/data/text/shakespeare_a.txt.gz");
        assumeTrue(Files.exists(packed), "there is no ../shared/data beside the project");
        Path text = folder.resolve("shakespeare");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.copy(in, text);
        }
        assertThat(totals(master, text, suffix)).isEqualTo(pipeline(text));
    }

    private String totals(String master, Path text, String suffix) throws IOException {
        Path input = folder.resolve("input" + suffix);
        try (InputStream in = Files.newInputStream(text);
                OutputStream file = Files.newOutputStream(input);
                OutputStream out = suffix.equals(".gz") ? new GZIPOutputStream(file) : file) {
            in.transferTo(out);
        }
        Session session = Session.redirected();
        int code = session.run("run", "wordcount", "--totals", "--master", master, "--input", input.toString());
        assertThat(session.err.text()).isEmpty();
        assertThat(code).isZero();
        return session.out.text();
    }

    private String pipeline(Path text) throws IOException, InterruptedException {
        Path result = folder.resolve("expected");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", PIPELINE)
                .redirectInput(text.toFile())
                .redirectOutput(result.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        shell.environment().put("LC_ALL", "C");
        assertThat(shell.start().waitFor()).isZero();
        return Files.readString(result, StandardCharsets.UTF_8);
    }

    /** Words of one to three characters, some of them beyond ASCII, between all kinds of white space; several MiB are cut for tasks. */
    private static String madeUpText(Random random, int words) {
        String[] letters = {"a", "b", "Z", "'", "é", "水", "\uE000", "😀", "\u00A0"};
        String[] spaces = {" ", " ", " ", "  ", "\t", "\n", "\r\n", "\u000B", "\f", "\n\n"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            for (int n = 1 + random.nextInt(8) * random.nextInt(2); n > 0; n--) {
                text.append(letters[random.nextInt(letters.length)]);
            }
            text.append(spaces[random.nextInt(spaces.length)]);
        }
        return text.toString();
    }
}
