package io.sakia.streaming.receiver;

import io.sakia.connector.Codec;
import io.sakia.function.Function;
import io.sakia.function.NotNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Receives what a server sends to whoever connects: as lines of UTF-8, or as records that a function decodes. Connects again,
 * with backoff, when the connection ends or breaks; what the server sends to nobody in between is lost.
 *
 * <pre>{@code SocketReceiver.lines("localhost", 9999) // try: nc -lk 9999}</pre>
 *
 * <p>Records are stored before each wait for more bytes, so many small ones cost one lock, and none waits for others to follow.
 * While the source's buffer is full nothing is read, and TCP slows the sender down.
 */
public final class SocketReceiver<T> extends Receiver<T> {
    private static final long serialVersionUID = 1L;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int MOST_PENDING = 4096;
    private static final long MOST_PENDING_BYTES = 1 << 20;
    private static final int LONGEST_LINE = 16 << 20;
    private static final int LONGEST_FRAME = 128 << 20;

    private final String host;
    private final int port;
    private final Function<InputStream, Iterable<T>> decoder;
    private transient volatile @Nullable Socket socket;

    /**
     * Receives records.
     *
     * @param decoder makes records of the bytes, lazily: it is asked for the next one when the last one was taken. It runs on
     *     the receiver's thread; an exception from it closes the connection and opens it again
     */
    public SocketReceiver(String host, int port, Function<InputStream, Iterable<T>> decoder) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is from 1 to 65535, not " + port + ": mend the port of " + host);
        }
        this.host = host;
        this.port = port;
        this.decoder = decoder;
    }

    /** Receives lines of UTF-8, which end with {@code \n} or {@code \r\n} and have at most 16 MiB. */
    public static SocketReceiver<String> lines(String host, int port) {
        return new SocketReceiver<>(host, port, in -> () -> new Utf8Lines(in, LONGEST_LINE));
    }

    /** Receives frames of at most 128 MiB: a length of four bytes, the highest first, then so many bytes. */
    public static SocketReceiver<byte[]> frames(String host, int port) {
        return new SocketReceiver<>(host, port, in -> () -> new Frames(in, LONGEST_FRAME));
    }

    /** Receives frames of records that a codec wrote one after the other. No Java object is deserialised. */
    public static <T> SocketReceiver<T> frames(String host, int port, Codec<T> codec) {
        return new SocketReceiver<>(host, port, in -> () -> new CodedFrames<>(new Frames(in, LONGEST_FRAME), codec));
    }

    @Override
    public void onStart() throws IOException {
        Socket connected = connect();
        socket = connected;
        Thread thread = new Thread(() -> receive(connected), "sakia-socket " + host + ":" + port);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void onStop() throws IOException {
        Socket open = socket;
        if (open != null) {
            open.close(); // ends a read that waits
        }
    }

    @Override
    public String toString() {
        return "socket " + host + ":" + port;
    }

    private Socket connect() throws IOException {
        IOException failure = null;
        for (InetAddress address : addresses()) {
            Socket candidate = new Socket();
            try {
                candidate.setKeepAlive(true);
                candidate.connect(new InetSocketAddress(address, port), CONNECT_TIMEOUT_MILLIS);
                return candidate;
            } catch (IOException e) {
                candidate.close();
                failure = failure == null ? e : failure; // the first address is the one that people mean
            }
        }
        throw refused(
                String.valueOf(failure == null ? null : failure.getMessage()),
                "start the server (for example: nc -lk " + port + ") or mend host and port",
                failure);
    }

    private InetAddress[] addresses() throws ConnectException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw refused("there is no host of that name", "mend the host", e);
        }
    }

    private ConnectException refused(String what, String remedy, @Nullable IOException cause) {
        ConnectException exception =
                new ConnectException("can't connect to " + host + ":" + port + ": " + what + "; " + remedy);
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }

    private void receive(Socket connected) {
        List<T> pending = new ArrayList<>();
        RecordSizes sizes = new RecordSizes();
        try (connected) {
            try {
                InputStream in = new SocketInput(connected.getInputStream(), () -> storeAll(pending));
                long bytes = 0;
                for (T record : NotNull.given(decoder.call(in))) {
                    pending.add(Objects.requireNonNull(record, "the decoder gave null, which is no record"));
                    bytes = pending.size() == 1 ? sizes.of(record) : bytes + sizes.of(record);
                    if (pending.size() == MOST_PENDING || bytes >= MOST_PENDING_BYTES) {
                        storeAll(pending);
                    }
                }
            } finally {
                storeAll(pending);
            }
            ended("the server closed the connection", null);
        } catch (ReceiverStoppedException e) {
            ended("its thread was interrupted", e);
        } catch (UncheckedIOException e) {
            ended("the connection broke", e.getCause());
        } catch (IOException e) {
            ended("the connection broke", e);
        } catch (Exception e) {
            ended("what was received can't be decoded", e);
        }
    }

    private void storeAll(List<T> pending) {
        if (!pending.isEmpty()) {
            storeEach(pending);
            pending.clear();
        }
    }

    private void ended(String message, @Nullable Exception cause) {
        if (isStopped()) {
            return; // onStop closed the socket, or there is nobody left to store for
        }
        if (cause == null) {
            restart(message);
        } else {
            restart(message, cause);
        }
    }
}
