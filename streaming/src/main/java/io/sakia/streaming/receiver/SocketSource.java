package io.sakia.streaming.receiver;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import io.sakia.function.Function;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a TCP server sends, as a source. It connects when the stream starts, and the start fails with one clear line if it can't.
 *
 * <pre>{@code
 * Source<String, Block<String>> lines = SocketSource.lines("localhost", 9999, ReceiverSettings.defaults());
 * }</pre>
 */
public final class SocketSource<T> implements Source<T, Block<T>>, StoringSource {
    private final ReceiverSource<T> received;

    private SocketSource(SocketReceiver<T> receiver, ReceiverSettings settings) {
        this.received = new ReceiverSource<>(receiver.toString(), receiver, settings);
    }

    /** A source of lines of UTF-8. */
    public static SocketSource<String> lines(String host, int port, ReceiverSettings settings) {
        return new SocketSource<>(SocketReceiver.lines(host, port), settings);
    }

    /** A source of records that {@code decoder} makes of the bytes of a connection. */
    public static <T> SocketSource<T> decoded(
            String host, int port, Function<InputStream, Iterable<T>> decoder, ReceiverSettings settings) {
        return new SocketSource<>(new SocketReceiver<>(host, port, decoder), settings);
    }

    @Override
    public String description() {
        return received.description();
    }

    @Override
    public void storeIn(ReceivedFolder folder, String name) {
        received.storeIn(folder, name);
    }

    @Override
    public RangeReader<T, Block<T>> reader() {
        return received.reader();
    }

    @Override
    public Class<? extends Range> rangeType() {
        return Block.class;
    }

    @Override
    public Class<ReceivedCursor> cursorType() {
        return ReceivedCursor.class;
    }

    @Override
    public Planner<Block<T>> open(@Nullable Cursor from, Runnable signal) throws Exception {
        return received.open(from, signal);
    }
}
