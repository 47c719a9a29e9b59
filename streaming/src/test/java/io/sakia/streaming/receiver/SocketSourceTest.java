package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Source;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets on the loopback; only the waits between connections are in the test's hand. */
@Timeout(60)
class SocketSourceTest {
    private final ManualScheduler scheduler = new ManualScheduler();
    private final RecordedEvents events = new RecordedEvents();
    private final ReceiverSettings settings = ReceiverSettings.defaults()
            .withBackoff(new Backoff(Duration.ofMillis(100), Duration.ofMillis(400), 0, 0))
            .withSchedulers(name -> scheduler)
            .withListener(events);

    private static ServerSocket serve(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    private OpenSource<String, Block<String>> lines(ServerSocket server) throws Exception {
        return OpenSource.of(
                SocketSource.lines(server.getInetAddress().getHostAddress(), server.getLocalPort(), settings));
    }

    private static void send(Socket peer, String text) throws IOException {
        OutputStream out = peer.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Test
    void givesTheLinesThatTheServerSends() throws Exception {
        try (ServerSocket server = serve(0);
                OpenSource<String, Block<String>> open = lines(server);
                Socket peer = server.accept()) {
            send(peer, "Räder\r\nund ");
            assertThat(open.take(1)).containsExactly("Räder");
            send(peer, "Wasser\n\n");
            assertThat(open.take(2)).containsExactly("und Wasser", "");
        }
    }

    @Test
    void losesAndReordersNothing() throws Exception {
        List<String> sent =
                IntStream.range(0, 50_000).mapToObj(i -> "line " + i).toList();
        try (ServerSocket server = serve(0);
                OpenSource<String, Block<String>> open = lines(server)) {
            Thread sender = new Thread(() -> {
                try (Socket peer = server.accept()) {
                    send(peer, String.join("\n", sent) + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            sender.start();
            List<String> taken = new ArrayList<>();
            while (taken.size() < sent.size()) {
                open.awaitSignal();
                Source.Plan<Block<String>> plan = open.plan(777, 3);
                assertThat(plan.ranges().size()).isLessThanOrEqualTo(3);
                List<String> batch =
                        open.read(plan).stream().flatMap(List::stream).toList();
                assertThat(batch).hasSizeLessThanOrEqualTo(777);
                taken.addAll(batch);
            }
            assertThat(taken).isEqualTo(sent);
            sender.join();
        }
    }

    @Test
    void failsToOpenWithOneClearLineIfNobodyListens() throws Exception {
        int free;
        try (ServerSocket server = serve(0)) {
            free = server.getLocalPort();
        }
        assertThatThrownBy(() -> OpenSource.of(SocketSource.lines("127.0.0.1", free, settings)))
                .isInstanceOf(ConnectException.class)
                .hasMessage("can't connect to 127.0.0.1:" + free
                        + ": Connection refused; start the server (for example: nc -lk " + free
                        + ") or mend host and port");
        assertThat(scheduler.isClosed()).isTrue();
    }

    @Test
    void failsToOpenWithOneClearLineIfThereIsNoSuchHost() {
        assertThatThrownBy(() -> OpenSource.of(SocketSource.lines("no-such-host.invalid", 9999, settings)))
                .isInstanceOf(ConnectException.class)
                .hasMessage("can't connect to no-such-host.invalid:9999: there is no host of that name; mend the host");
    }

    @Test
    void refusesAPortThatCannotBe() {
        assertThatThrownBy(() -> SocketSource.lines("localhost", 99999, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a port is from 1 to 65535, not 99999: mend the port of localhost");
    }

    @Test
    void connectsAgainWhenTheServerClosesTheConnection() throws Exception {
        try (ServerSocket server = serve(0);
                OpenSource<String, Block<String>> open = lines(server)) {
            String name = "socket " + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
            try (Socket peer = server.accept()) {
                send(peer, "a\nlast, without an end");
            }
            ManualScheduler.Entry again = scheduler.next();
            assertThat(again.delay()).hasMillis(100);
            again.action().run();
            try (Socket peer = server.accept()) {
                send(peer, "b\n");
                assertThat(open.take(3)).containsExactly("a", "last, without an end", "b");
            }
            assertThat(events.next()).isEqualTo("started " + name);
            assertThat(events.next())
                    .isEqualTo("restarting " + name + " in 100 ms: the server closed the connection: null");
            assertThat(events.next()).isEqualTo("started " + name);
        }
    }

    @Test
    void connectsAgainWhenTheServerDiesAndComesBack() throws Exception {
        ServerSocket server = serve(0);
        int port = server.getLocalPort();
        try (OpenSource<String, Block<String>> open = lines(server)) {
            Socket peer = server.accept();
            send(peer, "a\nhalf");
            assertThat(open.take(1)).containsExactly("a");
            server.close();
            peer.setSoLinger(true, 0); // closing sends a reset
            peer.close();
            assertThat(events.next()).startsWith("started");
            assertThat(events.next())
                    .contains(
                            "in 100 ms: the connection broke",
                            "Connection reset, in the middle of a line: 4 bytes of it are lost");
            scheduler.next().action().run();
            assertThat(events.next()).contains("in 200 ms: it could not be started", "Connection refused");
            ManualScheduler.Entry third = scheduler.next();
            try (ServerSocket again = serve(port)) {
                third.action().run();
                try (Socket peerAgain = again.accept()) {
                    send(peerAgain, "b\n");
                    assertThat(open.take(1)).containsExactly("b");
                }
            }
        }
    }

    @Test
    void decodesOtherFormats() throws Exception {
        try (ServerSocket server = serve(0);
                OpenSource<Integer, Block<Integer>> open = OpenSource.of(SocketSource.decoded(
                        server.getInetAddress().getHostAddress(),
                        server.getLocalPort(),
                        SocketSourceTest::integers,
                        settings));
                Socket peer = server.accept()) {
            peer.getOutputStream()
                    .write(ByteBuffer.allocate(10).putInt(7).putInt(8).array());
            assertThat(open.take(2)).containsExactly(7, 8);
            peer.getOutputStream().write(new byte[] {0, 9});
            assertThat(open.take(1)).containsExactly(9);
        }
    }

    @Test
    void aDecoderThatFailsKeepsWhatItDecodedAndConnectsAgain() throws Exception {
        try (ServerSocket server = serve(0);
                OpenSource<Integer, Block<Integer>> open = OpenSource.of(SocketSource.decoded(
                        server.getInetAddress().getHostAddress(),
                        server.getLocalPort(),
                        SocketSourceTest::integers,
                        settings));
                Socket peer = server.accept()) {
            peer.getOutputStream()
                    .write(ByteBuffer.allocate(8).putInt(7).putInt(-1).array());
            assertThat(open.take(1)).containsExactly(7);
            assertThat(events.next()).startsWith("started");
            assertThat(events.next())
                    .contains("what was received can't be decoded: java.lang.IllegalStateException: negative: -1");
        }
    }

    @Test
    void drainingClosesTheConnectionAndKeepsWhatCame() throws Exception {
        try (ServerSocket server = serve(0);
                OpenSource<String, Block<String>> open = lines(server);
                Socket peer = server.accept()) {
            send(peer, "a\nb\n");
            open.awaitSignal();
            open.planner().drain();
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
            assertThat(open.take()).startsWith("a");
            assertThat(open.take()).isEmpty();
            assertThat(scheduler.waiting()).as("no restart, no grace").isZero();
        }
    }

    private static Iterable<Integer> integers(InputStream in) {
        DataInputStream data = new DataInputStream(in);
        return () -> new Iterator<>() {
            private Integer next;

            @Override
            public boolean hasNext() {
                try {
                    next = data.readInt();
                } catch (EOFException e) {
                    return false;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                if (next < 0) {
                    throw new IllegalStateException("negative: " + next);
                }
                return true;
            }

            @Override
            public Integer next() {
                return next;
            }
        };
    }
}
