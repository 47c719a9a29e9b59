package io.sakia.kafka;

import io.sakia.connector.FileStore;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StagedFile} has written. What it gives is what was written; that nothing is missing is known at the end only. */
final class StagedInput implements Closeable {
    private static final int BUFFER = 64 << 10;
    private static final int MOST = 512 << 20;

    private final String path;
    private final DataInputStream file;
    private DataInputStream in = new DataInputStream(InputStream.nullInputStream());
    private String topic = "";
    private long records;

    StagedInput(FileStore store, String name) throws IOException {
        this.path = store.root() + "/" + name;
        this.file = new DataInputStream(new BufferedInputStream(store.open(name, 0), BUFFER));
    }

    /** The next record; null behind the last. */
    @Nullable
    ProducerRecord<byte[], byte[]> next() throws IOException {
        try {
            if (in.available() == 0) {
                in = block();
            }
            int flags = in.readUnsignedByte();
            if (flags == StagedFile.END) {
                if (in.readLong() != records) {
                    throw damaged();
                }
                return null;
            }
            if ((flags & StagedFile.TOPIC) != 0) {
                topic = in.readUTF();
            }
            Long timestamp = (flags & StagedFile.TIME) == 0 ? null : in.readLong();
            byte[] key = (flags & StagedFile.KEY) == 0 ? null : bytes();
            byte[] value = (flags & StagedFile.VALUE) == 0 ? null : bytes();
            List<Header> headers = (flags & StagedFile.HEADERS) == 0 ? null : headers();
            records++;
            return new ProducerRecord<>(topic, null, timestamp, key, value, headers);
        } catch (EOFException e) {
            throw damaged();
        }
    }

    private DataInputStream block() throws IOException {
        int length = file.readInt();
        int expected = file.readInt();
        if (length <= 0 || length > MOST) {
            throw damaged();
        }
        byte[] bytes = file.readNBytes(length);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        if (bytes.length < length || (int) crc.getValue() != expected) {
            throw damaged();
        }
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private List<Header> headers() throws IOException {
        int count = length();
        List<Header> headers = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            headers.add(new RecordHeader(in.readUTF(), bytes()));
        }
        return headers;
    }

    private byte @Nullable [] bytes() throws IOException {
        int length = length();
        return length < 0 ? null : exactly(length);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw damaged();
        }
        return bytes;
    }

    private int length() throws IOException {
        int length = in.readInt();
        if (length < -1 || length > MOST) {
            throw damaged();
        }
        return length;
    }

    private IOException damaged() {
        return new IOException(
                path + " is damaged: what stands there is not what was staged. Nothing of this epoch is in the topic;"
                        + " put the file back from a copy of the checkpoint");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
