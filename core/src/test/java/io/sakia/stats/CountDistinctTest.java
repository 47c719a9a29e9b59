package io.sakia.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.connector.Codec;
import io.sakia.connector.StableHash;
import io.sakia.connector.codec.Codecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountDistinctTest {
    @Test
    void equalValuesCountOnce() {
        assertThat(count(0.05, List.of())).isZero();
        assertThat(count(0.05, List.of("a", "b", "a"))).isEqualTo(2);
        assertThat(count(0.05, List.of(Pair.of("a", 1), Pair.of("a", 1), Pair.of("a", 2))))
                .isEqualTo(2);
        assertThat(count(0.05, List.of(1.0, -0.0, 0.0, Double.NaN, Double.NaN))).isEqualTo(4);
    }

    @Test
    void stringsOfOneHashCodeAreTwo() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(count(0.05, List.of("Aa", "BB", "AaBB", "BBAa"))).isEqualTo(4);
    }

    @Test
    void smallCountsAreExact() {
        for (int n = 0; n <= 48; n++) {
            assertThat(count(0.05, numbers(17, n))).isEqualTo(n);
        }
        assertThat(count(0.001, numbers(3, 50_000))).isEqualTo(50_000);
    }

    @Test
    void theErrorIsWithinTheLimitForEveryCount() {
        for (double relativeSD : new double[] {0.2, 0.05, 0.01}) {
            for (int n : new int[] {49, 100, 700, 3_000, 40_000}) {
                int trials = 100;
                double sum = 0;
                double squares = 0;
                for (int trial = 0; trial < trials; trial++) {
                    double error = (double) count(relativeSD, numbers(n + 31L * trial, n)) / n - 1;
                    sum += error;
                    squares += error * error;
                }
                assertThat(Math.sqrt(squares / trials))
                        .as("relative error of %d at %s", n, relativeSD)
                        .isLessThan(1.2 * relativeSD);
                assertThat(Math.abs(sum / trials))
                        .as("bias of %d at %s", n, relativeSD)
                        .isLessThan(3.5 * relativeSD / Math.sqrt(trials));
            }
        }
    }

    @Test
    void largeCountsAreNotCappedByTheHash() {
        DistinctSketch sketch = new DistinctSketch(12);
        for (long i = 0; i < 3_000_000; i++) {
            sketch.add(StableHash.mix(i));
        }
        assertThat(sketch.estimate() / 3e6).isBetween(0.95, 1.05);
    }

    @Test
    void zeroIsAHashAsOthers() {
        DistinctSketch sketch = new DistinctSketch(9);
        sketch.add(0);
        sketch.add(0);
        sketch.add(1);
        assertThat(sketch.estimate()).isEqualTo(2);
    }

    @Test
    void orderAndPartitionsChangeNothing() throws IOException {
        Codec<DistinctSketch> codec = Codecs.standard().of(DistinctSketch.class);
        Random random = new Random(3);
        for (int n : new int[] {0, 1, 6, 7, 24, 40, 48, 49, 60, 5_000}) {
            List<Long> numbers = new ArrayList<>(numbers(5, n));
            numbers.addAll(numbers(5, n / 2));
            DistinctSketch whole = sketch(numbers);
            for (int partitions = 1; partitions <= 64; partitions *= 2) {
                Collections.shuffle(numbers, random);
                DistinctSketch merged = new DistinctSketch(9);
                for (int i = 0; i < partitions; i++) {
                    merged.merge(sketch(
                            numbers.subList(numbers.size() * i / partitions, numbers.size() * (i + 1) / partitions)));
                }
                assertThat(merged).as("%d in %d partitions", n, partitions).isEqualTo(whole);
                assertThat(merged).hasSameHashCodeAs(whole);
                assertThat(stored(codec, merged)).isEqualTo(stored(codec, whole));
                assertThat(merged.estimate()).isEqualTo(whole.estimate());
            }
        }
    }

    @Test
    void whatIsMergedDoesNotChange() {
        for (int n : new int[] {3, 48, 100}) {
            DistinctSketch part = sketch(numbers(1, n));
            DistinctSketch same = part.copy();
            DistinctSketch total = part.copy();
            total.merge(total);
            assertThat(total).isEqualTo(part);
            total.merge(sketch(numbers(2, 60)));
            part.merge(new DistinctSketch(9));
            assertThat(part).isEqualTo(same).isNotEqualTo(total);
        }
    }

    @Test
    void aSketchIsStoredAndSerialised() throws IOException, ClassNotFoundException {
        Codec<DistinctSketch> codec = Codecs.standard().of(DistinctSketch.class);
        for (int n : new int[] {0, 5, 48, 49, 1000}) {
            DistinctSketch sketch = sketch(numbers(9, n));
            byte[] stored = stored(codec, sketch);
            DistinctSketch read = codec.read(new DataInputStream(new ByteArrayInputStream(stored)));
            assertThat(read).isEqualTo(sketch);
            read.add(1);
            assertThat(read).isNotEqualTo(sketch);

            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(sketch);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertThat(in.readObject()).isEqualTo(sketch);
            }
        }
    }

    @Test
    void damagedBytesAreRefused() throws IOException {
        Codec<DistinctSketch> codec = Codecs.standard().of(DistinctSketch.class);
        byte[] few = stored(codec, sketch(numbers(9, 2)));
        byte[] many = stored(codec, sketch(numbers(9, 100)));
        refused(codec, with(few, 0, 31), "a precision of 31");
        refused(codec, with(few, 0, 3), "a precision of 3");
        refused(codec, with(many, 5, 57), "the register 57");
        refused(codec, with(many, 5, -1), "the register -1");
        byte[] twice = few.clone();
        System.arraycopy(few, 5, twice, 13, 8);
        refused(codec, twice, "2 hashes");
        assertThatThrownBy(() -> read(codec, with(few, 1, 0x7f))).isInstanceOf(IOException.class);
    }

    @Test
    void limitsAreChecked() {
        for (double wrong : new double[] {0, -1, 0.00001, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> Statistics.countApproxDistinct(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("between 3.5E-5 and 1, not " + wrong);
        }
        assertThat(CountDistinct.of(1).precision()).isEqualTo(4);
        assertThat(CountDistinct.of(0.05).precision()).isEqualTo(9);
        assertThat(CountDistinct.of(0.01).precision()).isEqualTo(14);
        assertThat(CountDistinct.of(0.000035).precision()).isEqualTo(30);
        DistinctSketch sketch = new DistinctSketch(9);
        assertThatThrownBy(() -> sketch.merge(new DistinctSketch(10))).hasMessageContaining("9 and 10 can't be merged");
    }

    private static void refused(Codec<DistinctSketch> codec, byte[] bytes, String what) {
        assertThatThrownBy(() -> read(codec, bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the stored bytes are damaged: " + what);
    }

    private static DistinctSketch read(Codec<DistinctSketch> codec, byte[] bytes) throws IOException {
        return codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] stored(Codec<DistinctSketch> codec, DistinctSketch sketch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(sketch, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static <T> long count(double relativeSD, List<T> values) {
        CountDistinct<T> aggregate = CountDistinct.of(relativeSD);
        DistinctSketch sketch = aggregate.create();
        for (T value : values) {
            sketch = aggregate.add(sketch, value);
        }
        return aggregate.result(sketch);
    }

    private static DistinctSketch sketch(List<Long> numbers) {
        CountDistinct<Long> aggregate = CountDistinct.of(0.05);
        DistinctSketch sketch = aggregate.create();
        numbers.forEach(number -> aggregate.add(sketch, number));
        return sketch;
    }

    /** Different numbers; another seed gives others. */
    private static List<Long> numbers(long seed, int count) {
        List<Long> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add((seed << 32) + i);
        }
        return numbers;
    }
}
