package io.sakia.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What damaged bytes of accumulators do: they are refused, or are those of another accumulator that works. */
class DamagedSumsTest {
    private static final int ROUNDS = 20_000;

    @Test
    void sums() throws IOException {
        damage(ExactSum.class, random -> ExactSum.of(Doubles.some(random, random.nextInt(10))), sum -> {
            sum.add(1);
            sum.merge(sum.copy());
            assertThat(sum.toString()).isNotEmpty();
            assertThat(sum.mean()).isNotNull();
        });
    }

    @Test
    void statistics() throws IOException {
        damage(
                StatCounter.class,
                random -> {
                    StatCounter stats = new StatCounter();
                    for (double value : Doubles.some(random, random.nextInt(10))) {
                        stats.merge(value);
                    }
                    return stats;
                },
                stats -> {
                    stats.merge(0.1).merge(stats.copy());
                    assertThat(stats.toString()).startsWith("(count: ");
                    assertThat(stats.sampleVariance()).isNotNull();
                });
    }

    @Test
    void sketches() throws IOException {
        damage(
                DistinctSketch.class,
                random -> {
                    DistinctSketch sketch = new DistinctSketch(4 + random.nextInt(5));
                    int hashes = random.nextInt(60);
                    for (int i = 0; i < hashes; i++) {
                        sketch.add(random.nextLong());
                    }
                    return sketch;
                },
                sketch -> {
                    sketch.add(7);
                    sketch.merge(sketch.copy());
                    assertThat(sketch.estimate()).isPositive();
                });
    }

    @Test
    void aLengthThatIsNotThereTakesNoMemory() {
        Codec<DistinctSketch> codec = Codecs.standard().of(DistinctSketch.class);
        byte[] manyRegisters = {30, -1, -1, -1, -1, 0, 0};
        byte[] manyHashes = {30, 0x7f, -1, -1, -1, 1, 2, 3, 4, 5, 6, 7, 8};
        assertThatThrownBy(() -> read(codec, manyRegisters)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(codec, manyHashes)).isInstanceOf(IOException.class);
    }

    @Test
    void largeSketchesAreReadWhole() throws IOException {
        Codec<DistinctSketch> codec = Codecs.standard().of(DistinctSketch.class);
        DistinctSketch sketch = new DistinctSketch(18);
        Random random = new Random(4);
        for (int i = 0; i < 300_000; i++) {
            sketch.add(random.nextLong());
        }
        assertThat(read(codec, stored(codec, sketch))).isEqualTo(sketch);
    }

    private static <T> void damage(Class<T> type, Making<T> making, Consumer<T> using) throws IOException {
        Codec<T> codec = Codecs.standard().of(type);
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = stored(codec, making.make(random));
            byte[] damaged = random.nextInt(4) == 0
                    ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
                    : flipped(random, bytes);
            T read;
            try {
                read = read(codec, damaged);
            } catch (IOException e) {
                refused++;
                continue;
            }
            using.accept(read);
            assertThat(read(codec, stored(codec, read))).as("seed %d", seed).isEqualTo(read);
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - 1);
    }

    private static byte[] flipped(Random random, byte[] bytes) {
        byte[] flipped = bytes.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static <T> byte[] stored(Codec<T> codec, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(value, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static <T> T read(Codec<T> codec, byte[] bytes) throws IOException {
        return codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @FunctionalInterface
    private interface Making<T> {
        T make(Random random);
    }
}
