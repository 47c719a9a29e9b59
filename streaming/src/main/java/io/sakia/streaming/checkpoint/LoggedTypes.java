package io.sakia.streaming.checkpoint;

import io.sakia.connector.Codec;
import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.Sink;
import io.sakia.connector.codec.Codecs;
import io.sakia.plan.Origin;
import io.sakia.streaming.batch.BatchLog;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.StreamGraph;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How what belongs to a program's sources and sinks becomes bytes of the log and comes back: each by the codec of the class that the source or
 * sink names. The values of a received block, and other parts that are declared openly, are of registered classes.
 */
final class LoggedTypes {
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Staging> sinks = new LinkedHashMap<>();

    private record Source(Origin origin, Codec<? extends Range> ranges, Codec<? extends Cursor> cursors) {}

    private record Staging(Origin origin, Codec<? extends Sink.Staged> staged) {}

    /** Refuses a graph with an input that can't be read again, or with a type that can't be stored. */
    LoggedTypes(StreamGraph graph, Codecs codecs) {
        for (InputOperator<?> input : graph.inputs()) {
            InputOperator.Logged logged = input.logged();
            sources.put(
                    String.valueOf(input.name()),
                    new Source(input.origin(), codecs.of(logged.ranges()), codecs.of(logged.cursors())));
        }
        for (OutputOperation output : graph.outputs()) {
            Class<? extends Sink.Staged> staged = output.stagedType();
            if (staged != null) {
                sinks.put(String.valueOf(output.name()), new Staging(output.origin(), codecs.of(staged)));
            }
        }
    }

    /** Whether the program reads a source of that name. */
    boolean hasSource(String source) {
        return sources.containsKey(source);
    }

    /** Whether the program writes to a sink of that name. */
    boolean hasSink(String output) {
        return sinks.containsKey(output);
    }

    LogEntry.Share share(BatchLog.Share share) throws IOException {
        Source source = source(share.source());
        List<byte[]> ranges = new ArrayList<>(share.ranges().size());
        for (Range range : share.ranges()) {
            ranges.add(write(source.origin, source.ranges, range));
        }
        Cursor end = share.end();
        return new LogEntry.Share(
                share.source(), ranges, end == null ? null : write(source.origin, source.cursors, end));
    }

    BatchLog.Share share(LogEntry.Share share) throws IOException {
        Source source = source(share.source());
        List<Range> ranges = new ArrayList<>(share.ranges().size());
        for (byte[] range : share.ranges()) {
            ranges.add(read(source.origin, source.ranges, range));
        }
        byte[] end = share.end();
        return new BatchLog.Share(share.source(), ranges, end == null ? null : cursor(share.source(), end));
    }

    Cursor cursor(String name, byte[] bytes) throws IOException {
        Source source = source(name);
        return read(source.origin, source.cursors, bytes);
    }

    LogEntry.Output output(String name, List<? extends Sink.Staged> staged) throws IOException {
        Staging sink = sink(name);
        List<byte[]> written = new ArrayList<>(staged.size());
        for (Sink.Staged each : staged) {
            written.add(write(sink.origin, sink.staged, each));
        }
        return new LogEntry.Output(name, written);
    }

    List<Sink.Staged> staged(LogEntry.Output output) throws IOException {
        Staging sink = sink(output.output());
        List<Sink.Staged> staged = new ArrayList<>(output.staged().size());
        for (byte[] each : output.staged()) {
            staged.add(read(sink.origin, sink.staged, each));
        }
        return staged;
    }

    private Source source(String name) {
        return known(sources.get(name), "source", name);
    }

    private Staging sink(String name) {
        return known(sinks.get(name), "sink", name);
    }

    private static <E> E known(@Nullable E entry, String what, String name) {
        if (entry == null) {
            throw new IllegalStateException("the program has no " + what + " '" + name + "'");
        }
        return entry;
    }

    @SuppressWarnings("unchecked") // the source has named the class of what it gives
    private static <T> byte[] write(Origin origin, Codec<? extends T> codec, T value) throws IOException {
        if (!codec.type().isInstance(value)) {
            throw new IOException(origin + " gives a " + value.getClass().getName() + ", though it says that it gives "
                    + codec.type().getName());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ((Codec<T>) codec).write(value, new DataOutputStream(bytes));
        } catch (IllegalArgumentException e) {
            throw new IOException(origin + " can't be kept in the checkpoint: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(Origin origin, Codec<? extends T> codec, byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            T value = codec.read(in);
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes are left over");
            }
            return value;
        } catch (IOException e) {
            throw new IOException("what the checkpoint holds of " + origin + " can't be read: " + e.getMessage(), e);
        }
    }
}
