package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import io.sakia.rdd.RDD;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.testkit.StreamTester;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** What servers send over connections of their own. */
public final class Sockets {
    private static final Codec<Integer> NUMBERS = Codecs.standard().of(Integer.class);

    private Sockets() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "socketTextStream has the lines that a server sends",
                        Sockets::lines,
                        "StreamingContext.socketTextStream(String,int)"),
                scenario("socketTextStream needs the server at the start", Sockets::noServer),
                scenario(
                        "socketStream has the records that a decoder makes of what a server sends",
                        Sockets::decoded,
                        "StreamingContext.socketStream(String,int,Function)"),
                scenario(
                        "rawSocketStream has the frames that a server sends",
                        Sockets::frames,
                        "StreamingContext.rawSocketStream(String,int)"),
                scenario(
                        "rawSocketStream has the records that a codec finds in frames",
                        Sockets::codedFrames,
                        "StreamingContext.rawSocketStream(String,int,Codec)"),
                scenario("a socket's port is from 1 to 65535", Sockets::ports));
    }

    /** Makes a stream of what a server on this port sends. */
    private interface Program<T> {
        DStream<T> define(StreamingContext ssc, int port);
    }

    /** Sends something to whoever has connected. */
    private interface Sending {
        void to(DataOutputStream client) throws Exception;
    }

    /** Starts a server and a stream that reads from it, and sends. */
    private static <T> void serve(Target target, BlockingQueue<T> received, Program<T> program, Sending sending)
            throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                StreamTester tester = target.tester().selfClocked().build()) {
            tester.start(ssc -> program.define(ssc, server.getLocalPort()).foreachRDD(rdd -> {
                received.addAll(rdd.collect());
            }));
            try (Socket client = server.accept()) {
                sending.to(new DataOutputStream(client.getOutputStream()));
            }
        }
    }

    private static void lines(Target target) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        serve(
                target,
                received,
                (ssc, port) -> ssc.socketTextStream("localhost", port).map(line -> "<" + line + ">"),
                client -> {
                    client.write("to be\nor n\u00f6t\r\n".getBytes(StandardCharsets.UTF_8));
                    assertThat(received.take()).isEqualTo("<to be>");
                    assertThat(received.take()).isEqualTo("<or n\u00f6t>");
                    client.write("\nlast\n".getBytes(StandardCharsets.UTF_8));
                    assertThat(received.take()).isEqualTo("<>");
                    assertThat(received.take()).isEqualTo("<last>");
                });
    }

    private static void decoded(Target target) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        serve(target, received, (ssc, port) -> ssc.socketStream("localhost", port, Sockets::words), client -> {
            client.write("to;be;or;".getBytes(StandardCharsets.UTF_8));
            assertThat(received.take()).isEqualTo("to");
            assertThat(received.take()).isEqualTo("be");
            client.write("not;".getBytes(StandardCharsets.UTF_8));
            assertThat(received.take()).isEqualTo("or");
            assertThat(received.take()).isEqualTo("not");
        });
    }

    private static Iterable<String> words(InputStream in) {
        Scanner words = new Scanner(in, StandardCharsets.UTF_8).useDelimiter(";");
        return () -> words;
    }

    private static void frames(Target target) throws Exception {
        BlockingQueue<Pair<Integer, Integer>> received = new LinkedBlockingQueue<>();
        serve(
                target,
                received,
                (ssc, port) -> ssc.rawSocketStream("localhost", port)
                        .map(frame -> Pair.of(frame.length, frame.length == 0 ? 0 : (int) frame[frame.length - 1])),
                client -> {
                    for (byte[] frame : List.of(new byte[] {1, 2, 3}, new byte[0], new byte[] {4})) {
                        client.writeInt(frame.length);
                        client.write(frame);
                    }
                    assertThat(received.take()).isEqualTo(Pair.of(3, 3));
                    assertThat(received.take()).isEqualTo(Pair.of(0, 0));
                    assertThat(received.take()).isEqualTo(Pair.of(1, 4));
                });
    }

    private static void codedFrames(Target target) throws Exception {
        BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
        serve(
                target,
                received,
                (ssc, port) -> ssc.rawSocketStream("localhost", port, NUMBERS).map(x -> x * 10),
                client -> {
                    for (List<Integer> block : List.of(List.of(1, 2), List.<Integer>of(), List.of(3))) {
                        byte[] frame = written(block);
                        client.writeInt(frame.length);
                        client.write(frame);
                    }
                    assertThat(List.of(received.take(), received.take(), received.take()))
                            .containsExactly(10, 20, 30);
                });
    }

    private static byte[] written(List<Integer> block) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int number : block) {
            NUMBERS.write(number, out);
        }
        return bytes.toByteArray();
    }

    private static void noServer(Target target) throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        try (StreamTester tester = target.tester().build()) {
            assertThatThrownBy(() -> tester.start(
                            ssc -> ssc.socketTextStream("localhost", port).print()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("localhost:" + port);
        }
    }

    private static void ports(Target target) {
        List<Function<StreamingContext, DStream<?>>> programs = List.of(
                ssc -> ssc.socketTextStream("localhost", 0),
                ssc -> ssc.socketStream("localhost", 0, Sockets::words),
                ssc -> ssc.rawSocketStream("localhost", 0),
                ssc -> ssc.rawSocketStream("localhost", 0, NUMBERS));
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                for (Function<StreamingContext, DStream<?>> program : programs) {
                    assertThatThrownBy(() -> program.apply(ssc))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("a port is from 1 to 65535, not 0: mend the port of localhost");
                }
                ssc.queueStream(new ConcurrentLinkedQueue<RDD<Integer>>()).print();
            });
        }
    }
}
