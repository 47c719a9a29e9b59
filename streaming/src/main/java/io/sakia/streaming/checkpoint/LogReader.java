package io.sakia.streaming.checkpoint;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.streaming.checkpoint.LogEntry.Base;
import io.sakia.streaming.checkpoint.LogEntry.Committed;
import io.sakia.streaming.checkpoint.LogEntry.Planned;
import io.sakia.streaming.checkpoint.LogEntry.Sealed;
import io.sakia.streaming.log.LogRecord;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Reads the entries of segments, from whichever version of the program and of Sakia: each by the shapes that its segment begins with. */
final class LogReader {
    private final Codecs codecs;
    private LogShapes shapes = LogShapes.none();
    private ReadingCodecs reading;

    /** Reads what a program with these types, or an older one, has written. */
    LogReader(Codecs codecs) {
        this.codecs = codecs;
        this.reading = codecs.reading(shapes.shapes());
    }

    /** Reads the next entry; a segment's base comes first. */
    LogEntry read(LogRecord entry) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry.payload()))) {
            if (entry.kind() == Base.KIND) {
                shapes = LogShapes.read(in);
                reading = codecs.reading(shapes.shapes());
            }
            LogEntry read = codec(entry.kind()).read(in);
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes stand behind it");
            }
            return read;
        }
    }

    private Codec<? extends LogEntry> codec(int kind) throws IOException {
        return switch (kind) {
            case Base.KIND -> reading.of(Base.class);
            case Planned.KIND -> reading.of(Planned.class);
            case Sealed.KIND -> reading.of(Sealed.class);
            case Committed.KIND -> reading.of(Committed.class);
            default -> throw new IOException("no entry has the kind " + kind);
        };
    }

    /** As what the entries of the segment are stored that was read last. */
    LogShapes shapes() {
        return shapes;
    }

    /** Reads what stands in these entries as bytes. */
    ReadingCodecs reading() {
        return reading;
    }
}
