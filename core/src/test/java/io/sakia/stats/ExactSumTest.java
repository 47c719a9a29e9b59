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
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    private static final double MAX = Double.MAX_VALUE;
    private static final double MIN = Double.MIN_VALUE;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void aSumIsRoundedOnce() {
        assertThat(ExactSum.of(1e100, 1.0, -1e100).sum()).isEqualTo(1.0);
        assertThat(ExactSum.of(0.1, 0.2, 0.3).sum()).isEqualTo(0.6);
        assertThat(ExactSum.of(0.1, 0.2, 0.3).sum()).isNotEqualTo(0.1 + 0.2 + 0.3);
        assertThat(ExactSum.of(MIN, MIN, -MIN).sum()).isEqualTo(MIN);
    }

    @Test
    void halvesGoToTheEvenNeighbour() {
        double even = 1L << 53;
        assertThat(ExactSum.of(even, 1).sum()).isEqualTo(even);
        assertThat(ExactSum.of(even, 3).sum()).isEqualTo(even + 4);
        assertThat(ExactSum.of(even, 1, MIN).sum()).isEqualTo(even + 2);
        assertThat(ExactSum.of(even, 1, -MIN).sum()).isEqualTo(even);
        assertThat(ExactSum.of(-even, -1, -MIN).sum()).isEqualTo(-even - 2);
    }

    @Test
    void nothingOverflowsOnTheWay() {
        assertThat(ExactSum.of(MAX, MAX, -MAX).sum()).isEqualTo(MAX);
        assertThat(ExactSum.of(MAX, Math.ulp(MAX) / 2).sum()).isEqualTo(INFINITY);
        assertThat(ExactSum.of(MAX, Math.ulp(MAX) / 4).sum()).isEqualTo(MAX);
        assertThat(ExactSum.of(-MAX, -MAX).sum()).isEqualTo(-INFINITY);
        assertThat(ExactSum.of(-MAX, -MAX).mean()).isEqualTo(-MAX);
    }

    @Test
    void zeroIsPositive() {
        assertThat(bits(new ExactSum().sum())).isEqualTo(bits(0.0));
        assertThat(bits(ExactSum.of(-0.0, -0.0).sum())).isEqualTo(bits(0.0));
        assertThat(bits(ExactSum.of(-MIN, MIN).sum())).isEqualTo(bits(0.0));
        assertThat(bits(ExactSum.of(-0.0).mean())).isEqualTo(bits(0.0));
    }

    @Test
    void meansAreRoundedOnce() {
        assertThat(new ExactSum().mean()).isNaN();
        assertThat(ExactSum.of(1, 2).mean()).isEqualTo(1.5);
        assertThat(ExactSum.of(0, 0, MIN).mean()).isEqualTo(0.0);
        assertThat(ExactSum.of(MIN, MIN, 0).mean()).isEqualTo(MIN);
        assertThat(ExactSum.of(MIN, 0).mean()).isEqualTo(0.0);
    }

    @Test
    void sumsAndMeansAreThoseOfDecimals() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            double[] values = Doubles.some(random, 1 + random.nextInt(40));
            ExactSum sum = ExactSum.of(values);
            assertThat(sum.sum()).as("sum, seed %d", seed).isEqualTo(Decimals.nearest(Decimals.sum(values)));
            assertThat(sum.mean()).as("mean, seed %d", seed).isEqualTo(Decimals.mean(values));
        }
    }

    @Test
    void manyLargeValuesCarry() {
        ExactSum sum = new ExactSum();
        BigDecimal expected = BigDecimal.ZERO;
        BigDecimal almostMax = new BigDecimal(MAX);
        for (int i = 0; i < 100_000; i++) {
            sum.add(MAX);
            sum.add(Math.nextDown(1.0));
            sum.add(-Math.nextUp(MIN));
        }
        expected = expected.add(almostMax)
                .add(new BigDecimal(Math.nextDown(1.0)))
                .subtract(new BigDecimal(Math.nextUp(MIN)))
                .multiply(BigDecimal.valueOf(100_000));
        assertThat(sum.sum()).isEqualTo(INFINITY);
        for (int i = 0; i < 100_000; i++) {
            sum.add(-MAX);
        }
        expected = expected.subtract(almostMax.multiply(BigDecimal.valueOf(100_000)));
        assertThat(sum.sum()).isEqualTo(Decimals.nearest(expected));
    }

    @Test
    void orderAndPartitionsChangeNoBit() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            double[] values = Doubles.some(random, 1_000);
            ExactSum whole = ExactSum.of(values);
            for (int partitions = 1; partitions <= 64; partitions *= 2) {
                ExactSum merged = merged(random, Doubles.shuffled(random, values), partitions);
                assertThat(merged)
                        .as("seed %d, %d partitions", seed, partitions)
                        .isEqualTo(whole);
                assertThat(bits(merged.sum())).isEqualTo(bits(whole.sum()));
                assertThat(bits(merged.mean())).isEqualTo(bits(whole.mean()));
            }
        }
    }

    @Test
    void longChainsOfMergesDoNotOverflow() {
        ExactSum chain = new ExactSum();
        BigDecimal expected = BigDecimal.ZERO;
        double large = MAX;
        for (int link = 0; link < 100; link++) {
            ExactSum next = new ExactSum();
            for (int i = 0; i < 2_046; i++) {
                next.add(large);
            }
            expected = expected.add(new BigDecimal(large).multiply(BigDecimal.valueOf(2_046)));
            next.merge(chain);
            chain = next;
        }
        BigDecimal mean = expected.divide(BigDecimal.valueOf(chain.count()));
        assertThat(chain.mean()).isEqualTo(mean.doubleValue());
        assertThat(chain.count()).isEqualTo(204_600);
    }

    @Test
    void doublingMatchesDecimals() {
        ExactSum sum = ExactSum.of(0.1, -1e-300, 3e17);
        BigDecimal expected = Decimals.sum(0.1, -1e-300, 3e17);
        for (int i = 0; i < 60; i++) {
            sum.merge(sum);
            expected = expected.add(expected);
        }
        assertThat(sum.sum()).isEqualTo(Decimals.nearest(expected));
        assertThat(sum.count()).isEqualTo(3L << 60);
    }

    @Test
    void subtractRestoresEveryBit() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double[] kept = Doubles.some(random, 1 + random.nextInt(50));
            ExactSum sum = ExactSum.of(kept);
            ExactSum gone = ExactSum.of(Doubles.some(random, 3_000));
            gone.merge(ExactSum.of(Double.NaN, INFINITY, -INFINITY));
            sum.merge(gone);
            assertThat(sum.sum()).isNaN();
            sum.subtract(gone);
            assertThat(sum).as("seed %d", seed).isEqualTo(ExactSum.of(kept));
            assertThat(bits(sum.sum())).isEqualTo(bits(ExactSum.of(kept).sum()));
        }
    }

    @Test
    void infinitiesAndNansGoByTheRulesOfIeee() {
        assertThat(ExactSum.of(1, INFINITY).sum()).isEqualTo(INFINITY);
        assertThat(ExactSum.of(-INFINITY, MAX, MAX).sum()).isEqualTo(-INFINITY);
        assertThat(ExactSum.of(-INFINITY, 1).mean()).isEqualTo(-INFINITY);
        assertThat(ExactSum.of(INFINITY, -INFINITY).sum()).isNaN();
        assertThat(ExactSum.of(INFINITY, Double.NaN).mean()).isNaN();

        ExactSum sum = ExactSum.of(1, INFINITY, INFINITY);
        sum.subtract(ExactSum.of(INFINITY));
        assertThat(sum.sum()).isEqualTo(INFINITY);
        sum.subtract(ExactSum.of(INFINITY));
        assertThat(sum).isEqualTo(ExactSum.of(1));
        assertThat(sum.sum()).isEqualTo(1);
    }

    @Test
    void whatIsMergedOrSubtractedDoesNotChange() {
        ExactSum part = ExactSum.of(1, 1e300, Double.NaN);
        ExactSum same = part.copy();
        ExactSum total = ExactSum.of(2);
        total.merge(part);
        total.subtract(part);
        total.merge(part);
        total.add(7);
        assertThat(part).isEqualTo(same).isNotSameAs(same);
        same.add(1e-300);
        same.add(INFINITY);
        assertThat(part).isNotEqualTo(same);
        assertThat(part.count()).isEqualTo(3);
    }

    @Test
    void resetForgets() {
        ExactSum sum = ExactSum.of(1, Double.NaN);
        sum.reset();
        assertThat(sum).isEqualTo(new ExactSum());
        sum.add(2);
        assertThat(sum.sum()).isEqualTo(2);
    }

    @Test
    void equalSumsAreStoredAndHashedAlike() throws IOException {
        Codec<ExactSum> codec = Codecs.standard().of(ExactSum.class);
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            double[] values = Doubles.some(random, random.nextInt(40));
            ExactSum one = ExactSum.of(values);
            ExactSum other = merged(random, Doubles.shuffled(random, values), 3);
            if (seed % 10 == 0) {
                one.add(INFINITY);
                other.add(INFINITY);
            }
            byte[] stored = stored(codec, one);
            assertThat(stored(codec, other)).isEqualTo(stored);
            assertThat(codec.hash(other)).isEqualTo(codec.hash(one));
            assertThat(other.hashCode()).isEqualTo(one.hashCode());
            ExactSum read = codec.read(new DataInputStream(new ByteArrayInputStream(stored)));
            assertThat(read).isEqualTo(one);
            read.add(0.1);
            one.add(0.1);
            assertThat(read).as("a stored sum goes on, seed %d", seed).isEqualTo(one);
        }
    }

    @Test
    void aSumIsStoredWithItsClassToo() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Codecs.standard().any().write(ExactSum.of(1, 2), new DataOutputStream(bytes));
        assertThat(Codecs.standard().any().read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(ExactSum.of(1, 2));
    }

    @Test
    void aSumSurvivesSerialisation() throws IOException, ClassNotFoundException {
        for (ExactSum sum : new ExactSum[] {
            new ExactSum(),
            ExactSum.of(MIN, MAX, -1),
            ExactSum.of(Double.NaN, 3),
            merged(new Random(1), new double[0], 2)
        }) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(sum);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertThat(in.readObject()).isEqualTo(sum);
            }
        }
    }

    @Test
    void damagedBytesAreRefused() throws IOException {
        Codec<ExactSum> codec = Codecs.standard().of(ExactSum.class);
        byte[] stored = stored(codec, ExactSum.of(1.5));
        byte[] tooHigh = stored.clone();
        tooHigh[8] = 0x7f;
        assertRefused(codec, tooHigh);
        byte[] tooLow = stored.clone();
        tooLow[8] = (byte) 0x80;
        assertRefused(codec, tooLow);
        byte[] empty = stored.clone();
        empty[11] = 0;
        assertRefused(codec, empty);
        byte[] long_ = stored.clone();
        long_[10] = 0x7f;
        assertRefused(codec, long_);
    }

    private static void assertRefused(Codec<ExactSum> codec, byte[] bytes) {
        assertThatThrownBy(() -> codec.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the stored bytes are damaged");
    }

    private static byte[] stored(Codec<ExactSum> codec, ExactSum sum) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(sum, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** The sum by so many parts, merged in any order, two by two. */
    private static ExactSum merged(Random random, double[] values, int partitions) {
        ExactSum[] parts = new ExactSum[partitions];
        for (int i = 0; i < partitions; i++) {
            int from = (int) ((long) values.length * i / partitions);
            int to = (int) ((long) values.length * (i + 1) / partitions);
            parts[i] = ExactSum.of(Arrays.copyOfRange(values, from, to));
        }
        for (int left = partitions; left > 1; left--) {
            int one = random.nextInt(left);
            ExactSum last = parts[left - 1];
            if (one != left - 1) {
                parts[one].merge(last);
            } else {
                last.merge(parts[0]);
                parts[0] = last;
            }
        }
        return parts[0];
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
