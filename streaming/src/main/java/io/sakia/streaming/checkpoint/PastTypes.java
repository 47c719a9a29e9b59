package io.sakia.streaming.checkpoint;

import io.sakia.connector.Codec;
import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.Sink;
import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.plan.Origin;
import io.sakia.streaming.batch.BatchLog;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How what an earlier run has logged of sources and sinks comes back, also where its classes were others then. */
final class PastTypes {
    private final Map<String, LoggedTypes.Source> sources = new LinkedHashMap<>();
    private final Map<String, LoggedTypes.Staging> sinks = new LinkedHashMap<>();

    /**
     * Reads what was logged in these shapes.
     *
     * @param reading of those shapes
     * @param dropped the names of what is not read
     * @throws IOException if what a source or sink of the program stores now can't be made of what it stored
     */
    PastTypes(LoggedTypes now, LogShapes written, ReadingCodecs reading, Set<String> dropped) throws IOException {
        for (Map.Entry<String, LoggedTypes.Source> source : now.sources().entrySet()) {
            LogShapes.Source then = written.sources().get(source.getKey());
            if (then != null && !dropped.contains(source.getKey())) {
                LoggedTypes.Source types = source.getValue();
                sources.put(
                        source.getKey(),
                        new LoggedTypes.Source(
                                types.origin(),
                                codec(types.origin(), reading, types.ranges(), then.ranges()),
                                codec(types.origin(), reading, types.cursors(), then.cursors())));
            }
        }
        for (Map.Entry<String, LoggedTypes.Staging> sink : now.sinks().entrySet()) {
            Shape then = written.sinks().get(sink.getKey());
            if (then != null && !dropped.contains(sink.getKey())) {
                Origin origin = sink.getValue().origin();
                sinks.put(
                        sink.getKey(),
                        new LoggedTypes.Staging(
                                origin, codec(origin, reading, sink.getValue().staged(), then)));
            }
        }
    }

    private static <T> Codec<T> codec(Origin origin, ReadingCodecs reading, Codec<T> now, Shape then)
            throws IOException {
        try {
            return reading.of(now.type(), then);
        } catch (IOException e) {
            throw unreadable(origin, e);
        }
    }

    /** A batch, without the shares of sources that the program has no more. */
    BatchLog.Planned batch(LogEntry.Planned entry) throws IOException {
        List<BatchLog.Share> shares = new ArrayList<>(entry.shares().size());
        for (LogEntry.Share share : entry.shares()) {
            LoggedTypes.Source source = sources.get(share.source());
            if (source != null) {
                shares.add(share(source, share));
            }
        }
        return new BatchLog.Planned(
                entry.batch(),
                entry.time(),
                entry.previous(),
                entry.zero(),
                entry.paused(),
                shares,
                entry.parallelism(),
                entry.seed(),
                entry.fingerprint(),
                entry.marks().stream()
                        .map(mark -> new BatchLog.Mark(mark.eventTime(), mark.watermark()))
                        .toList());
    }

    private static BatchLog.Share share(LoggedTypes.Source source, LogEntry.Share share) throws IOException {
        List<Range> ranges = new ArrayList<>(share.ranges().size());
        for (byte[] range : share.ranges()) {
            ranges.add(read(source.origin(), source.ranges(), range));
        }
        byte[] end = share.end();
        Cursor cursor = end == null ? null : read(source.origin(), source.cursors(), end);
        return new BatchLog.Share(share.source(), ranges, cursor);
    }

    /** A source's cursor, or null if the program does not have the source. */
    @Nullable
    Cursor cursor(String name, byte[] bytes) throws IOException {
        LoggedTypes.Source source = sources.get(name);
        return source == null ? null : read(source.origin(), source.cursors(), bytes);
    }

    /** What a sink has staged; nothing if the program does not have the sink. */
    List<Sink.Staged> staged(LogEntry.Output output) throws IOException {
        List<Sink.Staged> staged = new ArrayList<>(output.staged().size());
        LoggedTypes.Staging sink = sinks.get(output.output());
        if (sink != null) {
            for (byte[] each : output.staged()) {
                staged.add(read(sink.origin(), sink.staged(), each));
            }
        }
        return staged;
    }

    private static <T> T read(Origin origin, Codec<? extends T> codec, byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            T value = codec.read(in);
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes are left over");
            }
            return value;
        } catch (IOException e) {
            throw unreadable(origin, e);
        }
    }

    private static IOException unreadable(Origin origin, IOException e) {
        return new IOException("what the checkpoint holds of " + origin + " can't be read: " + e.getMessage(), e);
    }
}
