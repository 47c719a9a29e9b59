package io.sakia.connector.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, reading ends in a value or an IOException. */
class DamagedBytesTest {
    private static final Codecs CODECS = Codecs.standard()
            .with(Samples.Order.class, Samples.Drawing.class, Samples.Session.class, Samples.Chain.class);

    @Test
    void everyTruncationIsAnIOException() throws IOException {
        Samples samples = new Samples(11);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = CodecsTest.bytes(CODECS.any(), samples.any(3));
            for (int length = 0; length < Math.min(bytes.length, 400); length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void changedBytesGiveAValueOrAnIOException() throws IOException {
        Samples samples = new Samples(12);
        Random random = new Random(13);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = CodecsTest.bytes(CODECS.any(), samples.any(3));
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                read(bytes);
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                fail("round " + i + " of seed 12/13: " + Arrays.toString(bytes), e);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void hugeLengthsMakeNoRoomInAdvance() throws IOException {
        for (int tag : new int[] {9, 10, 40, 41, 42, 43, 44, 45, 46, 47}) {
            assertThatThrownBy(() -> read(tag, 0xfe, 0xff, 0xff, 0x7f, 1, 2, 3)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> read(tag, 0xff, 0xff, 0xff, 0xff, 0x7f)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> read(tag, 255, 255, 255, 255, 255, 255, 255, 255, 255, 127))
                    .isInstanceOf(IOException.class);
        }
        for (int kind = 1; kind <= 8; kind++) {
            int list = kind;
            assertThatThrownBy(() -> read(100, list, 0xff, 0xff, 0xff, 0xff, 0x07))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> read(101, list, 0xff, 0xff, 0xff, 0xff, 0x07))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void nestingWithoutEndIsAnIOException() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int i = 0; i < 1_000_000; i++) {
            out.write(new byte[] {100, 1, 1, 1}); // a list of one, which is
        }
        assertThatThrownBy(() -> read(bytes.toByteArray()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500 deep");
    }

    @Test
    void theConstructorOfARecordMayRefuse() throws IOException {
        record Positive(int value) {
            Positive {
                if (value <= 0) {
                    throw new IllegalArgumentException(value + " is not positive");
                }
            }
        }
        byte[] zero = CodecsTest.bytes(CODECS.of(Integer.class), 0);
        assertThatThrownBy(() -> CODECS.of(Positive.class).read(new DataInputStream(new ByteArrayInputStream(zero))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0 is not positive");
    }

    private static Object read(int... bytes) throws IOException {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return read(all);
    }

    private static Object read(byte[] bytes) throws IOException {
        return CODECS.any().read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
