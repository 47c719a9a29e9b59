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
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sakia run wordcount} as a person sees it: batch by batch. */
@Timeout(60)
class WordCountBatchesTest {
    private final Session session = Session.redirected();

    @Test
    void withoutAnInputItCountsMadeUpWordsUntilCtrlC() throws Exception {
        Future<Integer> code = session.start("run", "wordcount", "--batch", "100ms", "--master", "local[2]");
        session.out.await("── batch 2 ");
        session.pressCtrlC();
        assertThat(code.get()).isZero();
        assertThat(session.err.text()).isEmpty();
        List<String> lines = session.out.lines();
        assertThat(lines.get(0)).startsWith("── batch 1 · ").endsWith("──");
        assertThat(lines.get(1)).matches(" +[0-9,]+  the");
        assertThat(lines).allMatch(line -> line.startsWith("── batch ") || line.matches(" +[0-9,]+  (\\S+|\\(.*\\))"));
    }

    @Test
    void aFileIsCountedToItsEnd(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("hamlet.txt"), "to be or not\nto be\n");
        assertThat(session.run("run", "wordcount", "--input", file.toString())).isZero();
        assertThat(session.err.text()).isEmpty();
        assertThat(session.out.lines().get(0)).startsWith("── batch 1 · ");
        assertThat(session.out.lines().subList(1, 5)).containsExactly("  2  be", "  2  to", "  1  not", "  1  or");
    }

    @Test
    void whatAServerSendsIsCounted() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<Integer> code = session.start(
                    "run", "wordcount", "--host", "localhost", "--port", "" + server.getLocalPort(), "--batch", "auto");
            try (Socket client = server.accept()) {
                OutputStream out = client.getOutputStream();
                out.write("to be or not to be\n".getBytes(StandardCharsets.UTF_8));
                session.out.await("  2  be\n  2  to\n  1  not\n  1  or\n");
                out.write("größe 水\n".getBytes(StandardCharsets.UTF_8));
                session.out.await("  1  größe\n  1  水\n");
            }
            session.pressCtrlC();
            assertThat(code.get()).isZero();
        }
    }

    @Test
    void filesThatAreInAFolderAndThoseThatAppearAreCounted(@TempDir Path folder, @TempDir Path elsewhere)
            throws Exception {
        Files.writeString(folder.resolve("old.txt"), "old\n");
        Path file = Files.writeString(elsewhere.resolve("new.txt"), "new words\nnew\n");
        Future<Integer> code = session.start("run", "wordcount", "--dir", folder.toString(), "--batch", "50ms");
        session.out.await("  1  old\n");
        Files.move(file, folder.resolve("new.txt"));
        session.out.await("  2  new\n  1  words\n");
        session.pressCtrlC();
        assertThat(code.get()).isZero();
    }

    @Test
    void progressIsShownOnATerminalAndTakenAway() throws Exception {
        Session terminal = Session.onTerminal();
        Future<Integer> code = terminal.start("run", "wordcount", "--batch", "50ms");
        terminal.err.await("batch 2 │ ");
        terminal.pressCtrlC();
        assertThat(code.get()).isZero();
        assertThat(terminal.err.text()).endsWith("\r\u001b[2K");
    }

    @Test
    void progressCanBeSwitchedOffAndOn(@TempDir Path folder) throws Exception {
        String file = Files.writeString(folder.resolve("one.txt"), "one\n").toString();
        Session terminal = Session.onTerminal();
        assertThat(terminal.run("run", "wordcount", "--no-progress", "--input", file))
                .isZero();
        assertThat(terminal.err.text()).isEmpty();
        assertThat(session.run("run", "wordcount", "--progress", "--input", file))
                .isZero();
        assertThat(session.err.text()).contains("batch 1 │ 1 records");
    }
}
