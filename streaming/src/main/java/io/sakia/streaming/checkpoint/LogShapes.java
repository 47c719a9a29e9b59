package io.sakia.streaming.checkpoint;

import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.Shapes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the classes were made of that the entries of a segment hold. It begins the base of each segment, so that the entries can be read by a
 * program whose classes have changed, and be shown without any of them.
 *
 * <pre>
 *   version u8   shapes   count i32  (source text  ranges shape  cursors shape) × count   count i32  (sink text  staged shape) × count
 * </pre>
 *
 * @param shapes of the entries themselves, of all registered classes, and of what sources and sinks have declared
 * @param sources as what each source's ranges and cursors are stored
 * @param sinks as what each sink's staged output is stored
 */
record LogShapes(Shapes shapes, Map<String, Source> sources, Map<String, Shape> sinks) {
    private static final int VERSION = 1;

    /** Copies the maps. */
    LogShapes {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        sinks = Collections.unmodifiableMap(new LinkedHashMap<>(sinks));
    }

    /** As what a source's ranges and cursors are stored. */
    record Source(Shape ranges, Shape cursors) {}

    /** Before anything is stored. */
    static LogShapes none() {
        return new LogShapes(Shapes.none(), Map.of(), Map.of());
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        shapes.write(out);
        out.writeInt(sources.size());
        for (Map.Entry<String, Source> source : sources.entrySet()) {
            out.writeUTF(source.getKey());
            source.getValue().ranges().write(out);
            source.getValue().cursors().write(out);
        }
        out.writeInt(sinks.size());
        for (Map.Entry<String, Shape> sink : sinks.entrySet()) {
            out.writeUTF(sink.getKey());
            sink.getValue().write(out);
        }
    }

    static LogShapes read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("it has version " + version + " of the format of the batch log, and this Sakia reads "
                    + VERSION + ": use one that is at least as new as the one that wrote it");
        }
        Shapes shapes = Shapes.read(in);
        Map<String, Source> sources = new LinkedHashMap<>();
        for (int rest = in.readInt(); rest > 0; rest--) {
            sources.put(in.readUTF(), new Source(Shape.read(in), Shape.read(in)));
        }
        Map<String, Shape> sinks = new LinkedHashMap<>();
        for (int rest = in.readInt(); rest > 0; rest--) {
            sinks.put(in.readUTF(), Shape.read(in));
        }
        return new LogShapes(shapes, sources, sinks);
    }
}
