package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private static final Codec<Click> CLICKS = Codecs.standard().of(Click.class);

    record Click(String user, int times) {}

    record Nothing() {}

    private static byte[] framed(byte[]... frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (byte[] frame : frames) {
            out.writeInt(frame.length);
            out.write(frame);
        }
        return bytes.toByteArray();
    }

    private static byte[] clicks(Click... clicks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Click click : clicks) {
            CLICKS.write(click, out);
        }
        return bytes.toByteArray();
    }

    private static Frames frames(byte[] bytes) {
        return new Frames(new ByteArrayInputStream(bytes), 100);
    }

    @Test
    void givesEachFrame() throws IOException {
        List<String> texts = new ArrayList<>();
        frames(framed("hi".getBytes(StandardCharsets.UTF_8), new byte[0], "!".getBytes(StandardCharsets.UTF_8)))
                .forEachRemaining(frame -> texts.add(new String(frame, StandardCharsets.UTF_8)));
        assertThat(texts).containsExactly("hi", "", "!");
        assertThat(frames(new byte[0]).hasNext()).isFalse();
        assertThatThrownBy(() -> frames(new byte[0]).next()).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doesNotDependOnHowBytesCome(long seed) throws IOException {
        Random random = new Random(seed);
        byte[][] sent = new byte[50][];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = new byte[random.nextInt(101)];
            random.nextBytes(sent[i]);
        }
        InputStream dripping = new ByteArrayInputStream(framed(sent)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, length == 0 ? 0 : 1 + random.nextInt(Math.min(length, 7)));
            }
        };
        List<byte[]> came = new ArrayList<>();
        new Frames(dripping, 100).forEachRemaining(came::add);
        assertThat(came.toArray(byte[][]::new)).isDeepEqualTo(sent);
    }

    @Test
    void aTornEndIsToldWithWhatIsLost() throws IOException {
        byte[] whole = framed("hello".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> frames(Arrays.copyOf(whole, 3)).hasNext())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("it ended inside the length of a frame: 3 of 4 bytes of it came, and are lost");
        assertThatThrownBy(() -> frames(Arrays.copyOf(whole, 6)).hasNext())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("it ended inside a frame: 2 of 5 bytes of it came, and are lost");
    }

    @Test
    void aLengthThatCannotBeIsRefusedBeforeRoomIsMade() {
        for (int length : new int[] {101, Integer.MAX_VALUE, -1}) {
            assertThatThrownBy(
                            () -> frames(ByteBuffer.allocate(200).putInt(length).array())
                                    .hasNext())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a frame of " + Integer.toUnsignedString(length)
                            + " bytes is announced, and the longest has 100: does the server send each length in four"
                            + " bytes, the highest first?");
        }
    }

    @Test
    void framesHoldAnyNumberOfRecords() throws IOException {
        Click a = new Click("a", 1);
        Click b = new Click("b", 2);
        Click c = new Click("c", 3);
        List<Click> came = new ArrayList<>();
        new CodedFrames<>(frames(framed(clicks(a, b), clicks(), clicks(c))), CLICKS).forEachRemaining(came::add);
        assertThat(came).containsExactly(a, b, c);
    }

    @Test
    void aFrameThatIsNoRecordsIsRefusedWhole() throws IOException {
        byte[] torn = clicks(new Click("a", 1), new Click("b", 2));
        CodedFrames<Click> records = new CodedFrames<>(frames(framed(Arrays.copyOf(torn, torn.length - 1))), CLICKS);
        assertThatThrownBy(records::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "of which 1 records of " + Click.class.getName() + " were read, ends inside the record");
    }

    @Test
    void aJavaObjectIsNotBroughtToLife() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ArrayList<>(List.of("a")));
        }
        CodedFrames<Click> records = new CodedFrames<>(frames(framed(bytes.toByteArray())), CLICKS);
        assertThatThrownBy(records::hasNext).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void recordsWithoutBytesCannotBeCounted() {
        assertThatThrownBy(() -> CodedRecords.of(Codecs.standard().of(Nothing.class), ByteBuffer.allocate(3)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has bytes left, but a record takes none: it can't tell how many there are");
    }
}
