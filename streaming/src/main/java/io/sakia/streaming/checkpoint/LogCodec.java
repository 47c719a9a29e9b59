package io.sakia.streaming.checkpoint;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import io.sakia.streaming.checkpoint.LogEntry.Base;
import io.sakia.streaming.checkpoint.LogEntry.Committed;
import io.sakia.streaming.checkpoint.LogEntry.Planned;
import io.sakia.streaming.checkpoint.LogEntry.Sealed;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The bytes of log entries: each is stored as the record that it is, and before a segment's base stand the shapes of all that it holds. */
final class LogCodec {
    private final LogShapes shapes;
    private final Codec<Base> bases;
    private final Codec<Planned> plans;
    private final Codec<Sealed> seals;
    private final Codec<Committed> commits;

    /** Writes entries in these shapes. */
    LogCodec(Codecs codecs, LogShapes shapes) {
        this.shapes = shapes;
        bases = codecs.of(Base.class);
        plans = codecs.of(Planned.class);
        seals = codecs.of(Sealed.class);
        commits = codecs.of(Committed.class);
    }

    byte[] write(LogEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        if (entry instanceof Base base) {
            shapes.write(out);
            bases.write(base, out);
        } else if (entry instanceof Planned plan) {
            plans.write(plan, out);
        } else if (entry instanceof Sealed seal) {
            seals.write(seal, out);
        } else if (entry instanceof Committed commit) {
            commits.write(commit, out);
        }
        return bytes.toByteArray();
    }
}
