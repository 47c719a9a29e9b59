package io.sakia.connector.object;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.RegisteredTypes;
import io.sakia.connector.codec.UnknownTypeException;
import io.sakia.connector.folder.PartFormat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Records with their classes, in blocks with checksums: see {@link ObjectLayout}. What the classes are made of is told too, so that a program in
 * which they have changed reads the file, as {@link io.sakia.connector.codec.ReadingCodecs} says. What a codec does not know is refused with the line to
 * add; Java serialisation is not used.
 *
 * <pre>{@code new FolderSink<>(new ObjectFormat<>(types), new OutputFolder.Fixed("/out/clicks"))}</pre>
 *
 * @param types the types that may be stored, besides those that are known without registration
 */
public record ObjectFormat<T>(RegisteredTypes types) implements PartFormat<T> {
    @Override
    public String description() {
        return "object files";
    }

    @Override
    public String extension() {
        return "";
    }

    @Override
    public RecordWriter<T> open(OutputStream out) throws IOException {
        return new Blocks<>(types.codecs(), new DataOutputStream(out));
    }

    private static final class Blocks<T> implements RecordWriter<T> {
        private static final int FULL = 64 << 10;

        private final Codec<Object> codec;
        private final DataOutputStream file;
        private final Payload payload = new Payload();
        private final DataOutputStream block = new DataOutputStream(payload);
        private int blockRecords;
        private int blocks;
        private long records;

        Blocks(Codecs codecs, DataOutputStream file) throws IOException {
            this.codec = codecs.any();
            this.file = file;
            ByteArrayOutputStream shapes = new ByteArrayOutputStream();
            codecs.shapes().write(new DataOutputStream(shapes));
            byte[] bytes = shapes.toByteArray();
            file.write(ObjectLayout.MAGIC);
            file.writeByte(ObjectLayout.VERSION);
            file.writeInt(bytes.length);
            file.writeInt(ObjectLayout.headCrc(ObjectLayout.VERSION, bytes.length, bytes));
            file.write(bytes);
        }

        @Override
        public void write(T record) throws IOException {
            try {
                codec.write(record, block);
            } catch (UnknownTypeException e) {
                throw e.in("a record of an object file").on("sc");
            }
            blockRecords++;
            records++;
            if (payload.size() >= FULL) {
                writeBlock();
            }
        }

        private void writeBlock() throws IOException {
            file.writeByte(ObjectLayout.BLOCK);
            file.writeInt(payload.size());
            file.writeInt(blockRecords);
            file.writeInt(ObjectLayout.blockCrc(payload.size(), blockRecords, payload.bytes(), payload.size()));
            file.write(payload.bytes(), 0, payload.size());
            payload.reset();
            blockRecords = 0;
            blocks++;
        }

        @Override
        public void close() throws IOException {
            if (blockRecords > 0) {
                writeBlock();
            }
            file.writeByte(ObjectLayout.END);
            file.writeInt(blocks);
            file.writeLong(records);
            file.writeInt(ObjectLayout.endCrc(blocks, records));
            file.flush();
        }
    }

    /** The bytes of a block, without a copy of them. */
    private static final class Payload extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }
}
