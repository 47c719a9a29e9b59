package io.sakia.streaming.checkpoint;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import io.sakia.streaming.checkpoint.LogEntry.Base;
import io.sakia.streaming.checkpoint.LogEntry.Committed;
import io.sakia.streaming.checkpoint.LogEntry.Planned;
import io.sakia.streaming.checkpoint.LogEntry.Sealed;
import io.sakia.streaming.log.LogRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The bytes of log entries: each is stored as the record that it is. */
final class LogCodec {
    private final Codec<Base> bases;
    private final Codec<Planned> plans;
    private final Codec<Sealed> seals;
    private final Codec<Committed> commits;

    LogCodec(Codecs codecs) {
        bases = codecs.of(Base.class);
        plans = codecs.of(Planned.class);
        seals = codecs.of(Sealed.class);
        commits = codecs.of(Committed.class);
    }

    byte[] write(LogEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        if (entry instanceof Base base) {
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

    LogEntry read(LogRecord entry) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry.payload()))) {
            LogEntry read = switch (entry.kind()) {
                case Base.KIND -> bases.read(in);
                case Planned.KIND -> plans.read(in);
                case Sealed.KIND -> seals.read(in);
                case Committed.KIND -> commits.read(in);
                default -> throw new IOException("no entry has the kind " + entry.kind());
            };
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes stand behind it");
            }
            return read;
        }
    }
}
