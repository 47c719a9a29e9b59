package io.sakia.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatCounterTest {
    private static final double MAX = Double.MAX_VALUE;
    private static final double MIN = Double.MIN_VALUE;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void ofAFewValues() {
        StatCounter stats = of(1, 2, 3, 4);
        assertThat(stats.count()).isEqualTo(4);
        assertThat(stats.sum()).isEqualTo(10);
        assertThat(stats.mean()).isEqualTo(2.5);
        assertThat(stats.variance()).isEqualTo(1.25).isEqualTo(stats.popVariance());
        assertThat(stats.sampleVariance()).isEqualTo(5.0 / 3);
        assertThat(stats.stdev()).isEqualTo(Math.sqrt(1.25)).isEqualTo(stats.popStdev());
        assertThat(stats.sampleStdev()).isEqualTo(Math.sqrt(5.0 / 3));
        assertThat(stats.min()).isEqualTo(1);
        assertThat(stats.max()).isEqualTo(4);
        assertThat(stats).hasToString("(count: 4, mean: 2.500000, stdev: 1.118034, max: 4.000000, min: 1.000000)");
    }

    @Test
    void ofNothing() {
        StatCounter stats = new StatCounter();
        assertThat(stats.count()).isZero();
        assertThat(stats.sum()).isZero();
        assertThat(stats.mean()).isNaN();
        assertThat(stats.variance()).isNaN();
        assertThat(stats.sampleVariance()).isNaN();
        assertThat(stats.stdev()).isNaN();
        assertThat(stats.min()).isEqualTo(INFINITY);
        assertThat(stats.max()).isEqualTo(-INFINITY);
        assertThat(stats).hasToString("(count: 0, mean: NaN, stdev: NaN, max: -Infinity, min: Infinity)");
    }

    @Test
    void ofOneValue() {
        for (double value : new double[] {0.1, -3e300, MIN, MAX}) {
            StatCounter stats = of(value);
            assertThat(stats.mean()).isEqualTo(value);
            assertThat(stats.variance()).isEqualTo(0.0);
            assertThat(stats.sampleVariance()).isNaN();
        }
    }

    @Test
    void equalValuesHaveNoVariance() {
        assertThat(of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1).variance()).isEqualTo(0.0);
        assertThat(of(MIN, MIN).sampleVariance()).isEqualTo(0.0);
    }

    @Test
    void aLargeOffsetCostsNoDigit() {
        assertThat(of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16).sampleVariance()).isEqualTo(30.0);
        assertThat(of(1e15 + 4, 1e15 + 7, 1e15 + 13, 1e15 + 16).variance()).isEqualTo(22.5);
    }

    @Test
    void onlyResultsCanOverflow() {
        assertThat(of(MAX, -MAX).variance()).isEqualTo(INFINITY);
        assertThat(of(MAX, -MAX).mean()).isEqualTo(0.0);
        assertThat(of(MAX, MAX).mean()).isEqualTo(MAX);
        assertThat(of(MIN, -MIN).variance()).isEqualTo(0.0);
        assertThat(of(1e-170, -1e-170).variance()).isEqualTo(0.0);
    }

    @Test
    void resultsAreThoseOfDecimals() {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            double[] values = Doubles.some(random, 2 + random.nextInt(20));
            StatCounter stats = of(values);
            assertThat(stats.sum()).as("sum, seed %d", seed).isEqualTo(Decimals.nearest(Decimals.sum(values)));
            assertThat(stats.mean()).as("mean, seed %d", seed).isEqualTo(Decimals.mean(values));
            assertThat(stats.variance())
                    .as("variance, seed %d", seed)
                    .isEqualTo(Decimals.spread(values.length, values));
            assertThat(stats.sampleVariance())
                    .as("sample variance, seed %d", seed)
                    .isEqualTo(Decimals.spread(values.length - 1, values));
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            assertThat(stats.min()).isEqualTo(sorted[0]);
            assertThat(stats.max()).isEqualTo(sorted[sorted.length - 1]);
        }
    }

    @Test
    void manySquaresCarry() {
        double[] values = new double[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (i % 3) {
                case 0 -> MAX;
                case 1 -> Math.nextDown(2.0);
                default -> -Math.nextUp(MIN);
            };
        }
        SquareSum squares = new SquareSum();
        for (double value : values) {
            squares.add(value);
        }
        SquareSum largest = new SquareSum();
        for (double value : values) {
            if (value == MAX) {
                largest.add(value);
            }
        }
        assertThat(squares.value().toDouble()).isEqualTo(INFINITY);
        squares.minus(largest);
        double[] others = Arrays.stream(values).filter(value -> value != MAX).toArray();
        assertThat(squares.value().toDouble()).isEqualTo(Decimals.nearest(Decimals.squares(others)));
    }

    @Test
    void orderAndPartitionsChangeNoBit() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            double[] values = Doubles.some(random, 500);
            StatCounter whole = of(values);
            for (int partitions = 1; partitions <= 64; partitions *= 4) {
                double[] shuffled = Doubles.shuffled(random, values);
                StatCounter merged = new StatCounter();
                for (int i = 0; i < partitions; i++) {
                    merged.merge(of(Arrays.copyOfRange(shuffled, 500 * i / partitions, 500 * (i + 1) / partitions)));
                }
                assertThat(merged)
                        .as("seed %d, %d partitions", seed, partitions)
                        .isEqualTo(whole);
                assertThat(merged.variance()).isEqualTo(whole.variance());
                assertThat(merged).hasToString(whole.toString()).hasSameHashCodeAs(whole);
            }
        }
    }

    @Test
    void infinitiesAndNans() {
        StatCounter infinite = of(1, INFINITY, 3);
        assertThat(infinite.sum()).isEqualTo(INFINITY);
        assertThat(infinite.mean()).isEqualTo(INFINITY);
        assertThat(infinite.variance()).isNaN();
        assertThat(infinite.max()).isEqualTo(INFINITY);
        assertThat(infinite.min()).isEqualTo(1);
        StatCounter nan = of(1, Double.NaN, 3);
        assertThat(nan.count()).isEqualTo(3);
        assertThat(nan.sum()).isNaN();
        assertThat(nan.sampleVariance()).isNaN();
        assertThat(nan.min()).isNaN();
        assertThat(nan.max()).isNaN();
    }

    @Test
    void zerosHaveAnOrder() {
        assertThat(Double.doubleToRawLongBits(of(0.0, -0.0).min())).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(Double.doubleToRawLongBits(of(-0.0, 0.0).max())).isEqualTo(Double.doubleToRawLongBits(0.0));
    }

    @Test
    void aCopyIsOfItsOwn() {
        StatCounter stats = of(1, 2);
        StatCounter copy = stats.copy();
        stats.merge(stats);
        assertThat(copy).isEqualTo(of(2, 1));
        assertThat(stats).isEqualTo(of(1, 1, 2, 2)).isNotEqualTo(copy);
    }

    @Test
    void itIsStoredAndSerialised() throws IOException, ClassNotFoundException {
        Codec<StatCounter> codec = Codecs.standard().of(StatCounter.class);
        for (StatCounter stats : List.of(new StatCounter(), of(1e-300, 1e300), of(Double.NaN, INFINITY, 0.1))) {
            ByteArrayOutputStream stored = new ByteArrayOutputStream();
            codec.write(stats, new DataOutputStream(stored));
            StatCounter read = codec.read(new DataInputStream(new ByteArrayInputStream(stored.toByteArray())));
            assertThat(read).isEqualTo(stats);
            assertThat(read.merge(0.3)).isEqualTo(stats.copy().merge(0.3));
            assertThat(codec.copy(stats)).isEqualTo(stats).isNotSameAs(stats);

            ByteArrayOutputStream serialised = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(serialised)) {
                out.writeObject(stats);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialised.toByteArray()))) {
                assertThat(in.readObject()).isEqualTo(stats);
            }
        }
    }

    private static StatCounter of(double... values) {
        StatCounter stats = new StatCounter();
        for (double value : values) {
            stats.merge(value);
        }
        return stats;
    }
}
