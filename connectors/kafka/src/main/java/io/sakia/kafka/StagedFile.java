package io.sakia.kafka;

import io.sakia.connector.FileStore;
import io.sakia.connector.Sink;
import io.sakia.connector.Staging;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Stages a task's records in a file.
 *
 * <pre>
 *   block    length i32   CRC32C i32   records                      so that only what is as it was staged is ever sent
 *   record   flags u8   [topic text, unless it is that of the record before]   [timestamp i64]   [key i32 bytes]   [value i32 bytes]
 *                       [count i32   (name text   value i32 bytes) × count]    headers; −1 as a length is null
 *   end      a block whose only record has the flags 0x80, and then count i64
 * </pre>
 *
 * Without records there is no file.
 */
final class StagedFile<T> implements Sink.Writer<T, StagedRecords> {
    /** Below the sink's folder. */
    static final String FOLDER = "staged";

    static final int TOPIC = 1;
    static final int TIME = 2;
    static final int KEY = 4;
    static final int VALUE = 8;
    static final int HEADERS = 16;
    static final int END = 0x80;
    private static final int BLOCK = 64 << 10;
    private static final int HEAD = 8;

    private final Message<T> message;
    private final Staging staging;
    private final String name;
    private final Block block = new Block();
    private final DataOutputStream to = new DataOutputStream(block);
    private @Nullable FileStore store;
    private FileStore.@Nullable Output output;
    private String topic = "";
    private long records;

    StagedFile(Message<T> message, Staging staging, Sink.Target target, String run) {
        this.message = message;
        this.staging = staging;
        this.name = FOLDER + "/part-" + target.partition() + "-" + target.batch() + "-" + target.attempt() + "-" + run;
    }

    @Override
    public void write(T record) throws Exception {
        ProducerRecord<byte[], byte[]> encoded = message.of(record);
        FileStore.Output file = output == null ? create() : output;
        Header[] headers = encoded.headers().toArray();
        boolean sameTopic = encoded.topic().equals(topic);
        to.writeByte((sameTopic ? 0 : TOPIC)
                | (encoded.timestamp() == null ? 0 : TIME)
                | (encoded.key() == null ? 0 : KEY)
                | (encoded.value() == null ? 0 : VALUE)
                | (headers.length == 0 ? 0 : HEADERS));
        if (!sameTopic) {
            topic = encoded.topic();
            to.writeUTF(topic);
        }
        if (encoded.timestamp() != null) {
            to.writeLong(encoded.timestamp());
        }
        if (encoded.key() != null) {
            write(to, encoded.key());
        }
        if (encoded.value() != null) {
            write(to, encoded.value());
        }
        if (headers.length > 0) {
            write(to, headers);
        }
        records++;
        if (block.size() >= BLOCK) {
            block.writeTo(file);
        }
    }

    private static void write(DataOutputStream to, Header[] headers) throws IOException {
        to.writeInt(headers.length);
        for (Header each : headers) {
            to.writeUTF(each.key());
            write(to, each.value());
        }
    }

    private static void write(DataOutputStream to, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            to.writeInt(-1);
        } else {
            to.writeInt(bytes.length);
            to.write(bytes);
        }
    }

    private FileStore.Output create() throws IOException {
        FileStore opened = staging.open();
        FileStore.Output created = opened.create(name);
        store = opened;
        output = created;
        return created;
    }

    @Override
    public StagedRecords stage() throws IOException {
        FileStore.Output file = output;
        FileStore opened = store;
        if (file == null || opened == null) {
            return StagedRecords.NOTHING;
        }
        if (block.size() > HEAD) {
            block.writeTo(file);
        }
        to.writeByte(END);
        to.writeLong(records);
        block.writeTo(file);
        if (staging.durable()) {
            file.sync();
        }
        close();
        if (staging.durable()) {
            opened.syncFolder(FOLDER);
        }
        return new StagedRecords(name, records);
    }

    @Override
    public void abort() throws IOException {
        FileStore opened = store;
        try {
            close();
        } finally {
            if (opened != null) {
                opened.delete(name);
            }
        }
    }

    @Override
    public void close() throws IOException {
        FileStore.Output file = output;
        output = null;
        if (file != null) {
            file.close();
        }
    }

    /** Bytes of records behind a head, which is filled in when they are written. */
    private static final class Block extends ByteArrayOutputStream {
        Block() {
            super(BLOCK + BLOCK / 4);
            reset();
        }

        void writeTo(FileStore.Output output) throws IOException {
            CRC32C crc = new CRC32C();
            crc.update(buf, HEAD, count - HEAD);
            ByteBuffer bytes = ByteBuffer.wrap(buf, 0, count);
            bytes.putInt(0, count - HEAD).putInt(Integer.BYTES, (int) crc.getValue());
            output.write(bytes);
            reset();
        }

        @Override
        public synchronized void reset() {
            count = HEAD;
        }
    }
}
