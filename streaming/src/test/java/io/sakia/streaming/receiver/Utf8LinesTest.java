package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8LinesTest {
    private static List<String> lines(InputStream in) {
        List<String> lines = new ArrayList<>();
        new Utf8Lines(in, 1 << 20).forEachRemaining(lines::add);
        return lines;
    }

    private static List<String> lines(String text) {
        return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void endWithLineFeedAndPerhapsACarriageReturn() {
        assertThat(lines("a\r\nb\n\nc")).containsExactly("a", "b", "", "c");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("\n\r\n")).containsExactly("", "");
        assertThat(lines("")).isEmpty();
        assertThat(lines("a\rb\r\r\n"))
                .as("one carriage return belongs to the end")
                .containsExactly("a\rb\r");
        assertThat(lines("Räder 水車 🌊\n")).containsExactly("Räder 水車 🌊");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void areTheSameHoweverTheBytesArrive(long seed) {
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String line = "ü水🌊x".repeat(random.nextInt(random.nextInt(20) == 0 ? 30_000 : 20));
            expected.add(line);
            text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        InputStream dripping = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(5000)));
            }
        };
        assertThat(lines(dripping)).isEqualTo(expected);
    }

    @Test
    void replaceWhatIsNoUtf8() {
        assertThat(lines(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, 'b', '\n'})))
                .containsExactly("a\uFFFDb");
    }

    @Test
    void refuseALineThatIsTooLong() {
        Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(new byte[200_000]), 100_000);
        assertThatThrownBy(lines::hasNext).hasMessageContaining("a line is longer than 100000 bytes: is this text?");
    }

    @Test
    void tellHowMuchOfALineWasLost() {
        InputStream broken = new InputStream() {
            private int position;

            @Override
            public int read() throws IOException {
                if (position == 5) {
                    throw new SocketException("Connection reset");
                }
                return "a\nbcd".charAt(position++);
            }
        };
        Utf8Lines lines = new Utf8Lines(broken, 1000);
        assertThat(lines.next()).isEqualTo("a");
        assertThatThrownBy(lines::hasNext)
                .hasMessageContaining("Connection reset, in the middle of a line: 3 bytes of it are lost");
    }

    @Test
    void saySoAfterTheLast() {
        Utf8Lines lines = new Utf8Lines(InputStream.nullInputStream(), 1000);
        assertThat(lines.hasNext()).isFalse();
        assertThatThrownBy(lines::next).isInstanceOf(NoSuchElementException.class);
    }
}
