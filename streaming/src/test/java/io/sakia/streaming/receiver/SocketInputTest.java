package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SocketInputTest {
    private final AtomicInteger waits = new AtomicInteger();

    @Test
    void givesTheSameBytesByOnesByFewAndByMany() throws Exception {
        byte[] bytes = new byte[200_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        try (InputStream in = new SocketInput(new ByteArrayInputStream(bytes), waits::incrementAndGet)) {
            byte[] read = new byte[bytes.length];
            read[0] = (byte) in.read();
            assertThat(in.available()).isEqualTo(bytes.length - 1);
            assertThat(in.readNBytes(read, 1, 100)).isEqualTo(100);
            assertThat(in.readNBytes(read, 101, bytes.length - 101)).isEqualTo(bytes.length - 101);
            assertThat(read).isEqualTo(bytes);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(read, 0, 1)).isEqualTo(-1);
            assertThat(in.read(read, 0, read.length)).isEqualTo(-1);
            assertThat(in.read(read, 0, 0)).isZero();
        }
    }

    @Test
    void tellsBeforeItTurnsToTheSocketOnly() throws Exception {
        try (InputStream in = new SocketInput(new ByteArrayInputStream(new byte[] {1, 2, 3}), waits::incrementAndGet)) {
            in.read();
            in.read();
            in.read(new byte[1]);
            assertThat(waits).hasValue(1);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(waits).hasValue(2);
        }
    }
}
