package io.sakia.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.codec.Codecs;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketCountsTest {
    private final BucketCounts buckets = BucketCounts.between(-1, 0, 2.5, 4);

    @Test
    void aBucketHasItsLowerBoundAndTheLastBoth() {
        assertThat(buckets.result(counts(-1, -0.5, -0.0, 0, 2.4999, 2.5, 4))).containsExactly(2L, 3L, 2L);
    }

    @Test
    void valuesOutsideAreNotCounted() {
        assertThat(buckets.result(counts(-1.0001, 4.0001, Double.NaN, Double.POSITIVE_INFINITY)))
                .containsExactly(0L, 0L, 0L);
    }

    @Test
    void subtractingUndoesMerging() {
        long[] some = counts(0, 1, 2);
        long[] others = counts(-1, 3);

        long[] all = buckets.merge(counts(0, 1, 2), others);

        assertThat(buckets.result(all)).containsExactly(1L, 3L, 1L);
        assertThat(buckets.subtract(all, others)).isEqualTo(some);
        assertThat(others).isEqualTo(counts(-1, 3));
    }

    @Test
    void accumulatorsCanBeStored() {
        long[] counts = counts(0, 3);

        assertThat(Codecs.standard().copy(counts)).isEqualTo(counts).isNotSameAs(counts);
    }

    @Test
    void boundsMustAscend() {
        for (double[] wrong : List.of(new double[] {1, 0}, new double[] {0, 0}, new double[] {Double.NaN, 1})) {
            assertThatThrownBy(() -> BucketCounts.between(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bounds in ascending order");
        }
    }

    private long[] counts(double... values) {
        long[] counts = buckets.create();
        for (double value : values) {
            counts = buckets.add(counts, value);
        }
        return counts;
    }
}
