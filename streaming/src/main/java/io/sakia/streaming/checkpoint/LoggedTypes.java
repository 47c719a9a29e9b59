package io.sakia.streaming.checkpoint;

import io.sakia.connector.Codec;
import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.Sink;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Shape;
import io.sakia.plan.Origin;
import io.sakia.streaming.batch.BatchLog;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.StreamGraph;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How what belongs to a program's sources and sinks becomes bytes of the log: each by the codec of the class that the source or
 * sink names. How it comes back is told by {@link PastTypes}. The values of a received block, and other parts that are declared openly, are of registered classes.
 */
final class LoggedTypes {
    private final Codecs codecs;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Staging> sinks = new LinkedHashMap<>();

    /** How a source's ranges and cursors are stored. */
    record Source(Origin origin, Codec<? extends Range> ranges, Codec<? extends Cursor> cursors) {}

    /** How a sink's staged output is stored. */
    record Staging(Origin origin, Codec<? extends Sink.Staged> staged) {}

    /** Refuses a graph with an input that can't be read again, or with a type that can't be stored. */
    LoggedTypes(StreamGraph graph, Codecs codecs) {
        this.codecs = codecs;
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

    /** The sources of the program. */
    Map<String, Source> sources() {
        return Collections.unmodifiableMap(sources);
    }

    /** The sinks of the program that stage output. */
    Map<String, Staging> sinks() {
        return Collections.unmodifiableMap(sinks);
    }

    /** What all this is made of now. */
    LogShapes shapes() {
        Set<Class<?>> declared = new LinkedHashSet<>(LogEntry.KINDS);
        Map<String, LogShapes.Source> ofSources = new LinkedHashMap<>();
        sources.forEach((name, source) -> {
            declared.add(source.ranges.type());
            declared.add(source.cursors.type());
            ofSources.put(
                    name,
                    new LogShapes.Source(codecs.shape(source.ranges.type()), codecs.shape(source.cursors.type())));
        });
        Map<String, Shape> ofSinks = new LinkedHashMap<>();
        sinks.forEach((name, sink) -> {
            declared.add(sink.staged.type());
            ofSinks.put(name, codecs.shape(sink.staged.type()));
        });
        return new LogShapes(codecs.shapes(declared.toArray(Class<?>[]::new)), ofSources, ofSinks);
    }

    LogEntry.Planned batch(BatchLog.Planned batch) throws IOException {
        List<LogEntry.Share> shares = new ArrayList<>(batch.sources().size());
        for (BatchLog.Share share : batch.sources()) {
            shares.add(share(share));
        }
        return new LogEntry.Planned(
                batch.batch(),
                batch.time(),
                batch.previous(),
                batch.zero(),
                batch.paused(),
                batch.parallelism(),
                batch.seed(),
                batch.fingerprint(),
                shares,
                batch.marks().stream()
                        .map(mark -> new LogEntry.Mark(mark.eventTime(), mark.watermark()))
                        .toList());
    }

    private LogEntry.Share share(BatchLog.Share share) throws IOException {
        Source source = source(share.source());
        List<byte[]> ranges = new ArrayList<>(share.ranges().size());
        for (Range range : share.ranges()) {
            ranges.add(write(source.origin, source.ranges, range));
        }
        Cursor end = share.end();
        return new LogEntry.Share(
                share.source(), ranges, end == null ? null : write(source.origin, source.cursors, end));
    }

    byte[] cursor(String name, Cursor cursor) throws IOException {
        Source source = source(name);
        return write(source.origin, source.cursors, cursor);
    }

    LogEntry.Output output(String name, List<? extends Sink.Staged> staged) throws IOException {
        Staging sink = sink(name);
        List<byte[]> written = new ArrayList<>(staged.size());
        for (Sink.Staged each : staged) {
            written.add(write(sink.origin, sink.staged, each));
        }
        return new LogEntry.Output(name, written);
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
}
