package io.sakia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangePartitionerTest {
    @Test
    void placesByOrder() {
        RangePartitioner<String> partitioner = new RangePartitioner<>(List.of("g", "p"), Comparator.naturalOrder());

        assertThat(partitioner.numPartitions()).isEqualTo(3);
        assertThat(List.of("a", "g", "h", "p", "q"))
                .extracting(partitioner::getPartition)
                .containsExactly(0, 0, 1, 1, 2);
    }

    @Test
    void refusesBoundsThatFall() {
        assertThatThrownBy(() -> new RangePartitioner<>(List.of(3, 3, 1), Comparator.<Integer>naturalOrder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 comes after 3: sort them");

        assertThat(new RangePartitioner<>(List.of(3, 3, 1), Comparator.<Integer>reverseOrder()).getPartition(2))
                .isEqualTo(2);
    }

    @Test
    void cutsASampleIntoPartsOfEqualWeight() {
        Random random = new Random(7);
        List<Integer> few = random.ints(1000, 0, 1000).boxed().toList();
        List<Integer> many = random.ints(1000, 1000, 2000).boxed().toList();

        RangePartitioner<Integer> partitioner = RangePartitioner.of(
                List.of(Pair.of(few, 1_000L), Pair.of(many, 3_000L)), 4, Comparator.<Integer>naturalOrder());

        assertThat(partitioner.numPartitions()).isEqualTo(4);
        assertThat(partitioner.bounds().get(0)).isBetween(990, 1010); // a quarter of the weight lies below 1000
    }

    @Test
    void makesFewerPartsOfFewKeys() {
        List<Integer> sample = new ArrayList<>(List.of(5, 5, 5, 5, 6));

        RangePartitioner<Integer> partitioner =
                RangePartitioner.of(List.of(Pair.of(sample, 5L)), 10, Comparator.<Integer>naturalOrder());

        assertThat(partitioner.bounds()).doesNotHaveDuplicates().isSubsetOf(5, 6);
        assertThat(partitioner.getPartition(7)).isEqualTo(partitioner.numPartitions() - 1);
    }

    @Test
    void anEmptySampleIsOnePart() {
        RangePartitioner<Integer> partitioner = RangePartitioner.of(List.of(), 4, Comparator.<Integer>naturalOrder());

        assertThat(partitioner.numPartitions()).isEqualTo(1);
        assertThat(partitioner.getPartition(1)).isZero();
    }
}
