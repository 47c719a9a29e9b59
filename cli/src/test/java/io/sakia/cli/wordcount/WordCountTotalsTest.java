package io.sakia.cli.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.cli.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sakia run wordcount --totals}: nothing but totals, when the stream ends. */
@Timeout(60)
class WordCountTotalsTest {
    private final Session session = Session.redirected();

    @Test
    void totalsOfAFileAreSortedByCountThenWord(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("words.txt"), "b a\tc \n\n  a\u000Bb a\r\n");
        assertThat(session.run("run", "wordcount", "--totals", "--input", file.toString()))
                .isZero();
        assertThat(session.out.text()).isEqualTo("a\t3\nb\t2\nc\t1\n");
        assertThat(session.err.text()).isEmpty();
    }

    @Test
    void anEmptyFileHasNoTotals(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("empty.txt"), "");
        assertThat(session.run("run", "wordcount", "--totals", "--input", file.toString()))
                .isZero();
        assertThat(session.out.text()).isEmpty();
        assertThat(session.err.text()).isEmpty();
    }

    @Test
    void totalsAreKeptOverBatchesAndPrintedOnCtrlC() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<Integer> code = session.start(
                    "run",
                    "wordcount",
                    "--totals",
                    "--progress",
                    "--batch",
                    "auto",
                    "--port",
                    "" + server.getLocalPort());
            try (Socket client = server.accept()) {
                OutputStream out = client.getOutputStream();
                out.write("to be\n".getBytes(StandardCharsets.UTF_8));
                session.err.await("batch 1 ");
                out.write("or not\nto be\n".getBytes(StandardCharsets.UTF_8));
                session.err.await("keys 4");
                assertThat(session.out.text()).isEmpty();
            }
            session.pressCtrlC();
            assertThat(code.get()).isZero();
            assertThat(session.out.text()).isEqualTo("be\t2\nto\t2\nnot\t1\nor\t1\n");
        }
    }

    @Test
    void stoppedBeforeTheEndOfAFileIsToldByTheExitCode(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("words.txt"), "a\n");
        Future<Integer> code =
                session.start("run", "wordcount", "--totals", "--batch", "24h", "--input", file.toString());
        session.pressCtrlC();
        assertThat(code.get()).isEqualTo(130);
        assertThat(session.err.text()).isEmpty();
    }

    @Test
    void aStreamThatFailsSaysWhyInOneLineAndPrintsNoTotals(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.txt.gz"), "this is not gzip\n");
        assertThat(session.run("run", "wordcount", "--totals", "--input", file.toString()))
                .isEqualTo(1);
        assertThat(session.out.text()).isEmpty();
        assertThat(session.err.lines()).hasSize(1);
        assertThat(session.err.text())
                .startsWith("sakia: the stream failed: batch 1 ")
                .contains("broken.txt.gz");
    }
}
