package io.sakia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.KeyGroups;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashPartitionerTest {
    // these must never change: stored state is found by them
    private static final int APPLE = 7045;
    private static final int FORTY_TWO = 24299;
    private static final int GREEN = 13233;

    private enum Colour {
        RED,
        GREEN
    }

    @Test
    void keepsItsPlacesForEver() {
        HashPartitioner partitioner = new HashPartitioner(1000);

        assertThat(partitioner.getPartition("apple")).isEqualTo(KeyGroups.of("apple") * 1000 >>> 15);
        assertThat(KeyGroups.of("apple")).isEqualTo(APPLE);
        assertThat(KeyGroups.of(42L)).isEqualTo(FORTY_TWO);
        assertThat(KeyGroups.of(Colour.GREEN)).isEqualTo(GREEN);
    }

    @Test
    void everyGroupFallsIntoItsPartitionsRun() {
        for (int partitions : new int[] {1, 2, 3, 7, 64, 1000, KeyGroups.COUNT}) {
            for (int group = 0; group < KeyGroups.COUNT; group++) {
                int partition = KeyGroups.partition(group, partitions);
                assertThat(group >= KeyGroups.first(partition, partitions)
                                && group < KeyGroups.first(partition + 1, partitions))
                        .isTrue();
            }
        }
    }

    @Test
    void spreadsKeysEvenly() {
        int[] counts = new int[7];
        HashPartitioner partitioner = new HashPartitioner(7);
        for (long key = 0; key < 70_000; key++) {
            counts[partitioner.getPartition(key)]++;
        }
        assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 9_500 && count < 10_500);
    }

    @Test
    void placesWholeNumbersAsTheirBoxes() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            HashPartitioner partitioner = new HashPartitioner(1 + random.nextInt(KeyGroups.COUNT));
            long key = random.nextLong() >> random.nextInt(Long.SIZE);
            Object box = key;
            Object narrow = (int) key;
            assertThat(partitioner.getPartition(key)).isEqualTo(partitioner.getPartition(box));
            assertThat(partitioner.getPartition((int) key)).isEqualTo(partitioner.getPartition(narrow));
        }
    }

    @Test
    void refusesNumbersThatCannotBe() {
        assertThatThrownBy(() -> new HashPartitioner(0)).hasMessageContaining("from 1 to 32768 partitions, not 0");
        assertThatThrownBy(() -> new HashPartitioner(40_000)).hasMessageContaining("not 40000");
    }
}
