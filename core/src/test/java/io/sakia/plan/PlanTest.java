package io.sakia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.StorageLevel;
import io.sakia.connector.Range;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Origin AT = Origin.internal("test");

    private record Nothing() implements Range {}

    private static <T> Plan<T> source(int partitions) {
        return new SourceNode<>(AT, Collections.nCopies(partitions, new Nothing()), range -> () -> null);
    }

    private static Plan<Pair<String, Long>> placed(int partitions, int inPartitions) {
        return KeyedPlans.partition(
                AT, PlanTest.<Pair<String, Long>>source(inPartitions), new HashPartitioner(partitions));
    }

    @Test
    void anOriginIsTheFirstFrameOutsideTheApi() {
        Origin origin = Origin.here("map");

        assertThat(origin.toString()).matches("map at PlanTest\\.java:\\d+");
        assertThat(origin.named("squares").toString()).startsWith("map 'squares' at PlanTest.java:");
    }

    @Test
    void aShuffleHasThePartitionsOfItsPartitioner() {
        Plan<Pair<String, Long>> shuffled = placed(3, 8);

        assertThat(shuffled.partitions()).isEqualTo(3);
        assertThat(shuffled.partitioner()).isEqualTo(new HashPartitioner(3));
    }

    @Test
    void whatIsPlacedAlreadyDoesNotMoveAgain() {
        Plan<Pair<String, Long>> shuffled = placed(3, 8);

        assertThat(KeyedPlans.partition(AT, shuffled, new HashPartitioner(3))).isSameAs(shuffled);
        assertThat(KeyedPlans.partition(AT, shuffled, new HashPartitioner(4))).isNotSameAs(shuffled);
    }

    @Test
    void onlyAStepThatKeepsKeysKeepsThePartitioner() {
        Function<Pair<String, Long>, Pair<String, Long>> same = pair -> pair;
        Step<Pair<String, Long>, Pair<String, Long>> step = new Step.Map<>(TaskFunction.of(AT, same));

        assertThat(new NarrowNode<>(AT, placed(3, 8), step, true).partitioner()).isEqualTo(new HashPartitioner(3));
        assertThat(new NarrowNode<>(AT, placed(3, 8), step, false).partitioner())
                .isNull();
    }

    @Test
    void aUnionPutsPartitionsSideBySideWhereAllWerePlacedAlike() {
        UnionNode<Pair<String, Long>> alike = new UnionNode<>(AT, List.of(placed(3, 8), placed(3, 2)));
        UnionNode<Pair<String, Long>> unlike = new UnionNode<>(AT, List.of(placed(3, 8), placed(2, 2)));

        assertThat(alike.sideBySide()).isTrue();
        assertThat(alike.partitions()).isEqualTo(3);
        assertThat(unlike.sideBySide()).isFalse();
        assertThat(unlike.partitions()).isEqualTo(5);
    }

    @Test
    void coalescedPartitionsCoverEachInputPartitionOnce() {
        for (int from = 0; from < 20; from++) {
            for (int to = 1; to < 25; to++) {
                CoalesceNode<Object> node = new CoalesceNode<>(AT, source(from), to);
                int[] firsts = IntStream.rangeClosed(0, node.partitions())
                        .map(p -> node.partitions() == 0 ? 0 : node.first(p))
                        .toArray();
                assertThat(node.partitions()).isEqualTo(Math.min(from, to));
                assertThat(firsts)
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .startsWith(0)
                        .endsWith(from);
            }
        }
    }

    @Test
    void aPartOfAnInputIsItsPartitionsOneByOne() {
        CoalesceNode<Object> part = CoalesceNode.part(AT, source(5), 1, 4);

        assertThat(part.partitions()).isEqualTo(3);
        assertThat(IntStream.rangeClosed(0, 3).map(part::first).toArray()).containsExactly(1, 2, 3, 4);
        assertThat(CoalesceNode.part(AT, source(5), 2, 2).partitions()).isZero();
        assertThatThrownBy(() -> CoalesceNode.part(AT, source(5), 1, 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partitions 1 to before 6 are asked for, but")
                .hasMessageEndingWith("has 5");
        assertThatThrownBy(() -> CoalesceNode.part(AT, source(5), 3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutAPartitionerTheLargestOfTheInputsIsTakenUnlessItIsTooSmall() {
        assertThat(DefaultPartitioner.of(4, List.of(source(7)))).isEqualTo(new HashPartitioner(4));
        assertThat(DefaultPartitioner.of(4, List.of(placed(3, 8)))).isEqualTo(new HashPartitioner(3));
        assertThat(DefaultPartitioner.of(4, List.of(placed(3, 8), source(7), placed(6, 8))))
                .isEqualTo(new HashPartitioner(6));
        assertThat(DefaultPartitioner.of(4, List.of(placed(3, 8), source(29)))).isEqualTo(new HashPartitioner(3));
        assertThat(DefaultPartitioner.of(4, List.of(placed(3, 8), source(30)))).isEqualTo(new HashPartitioner(4));
        assertThat(DefaultPartitioner.of(3, List.of(placed(3, 8), source(30)))).isEqualTo(new HashPartitioner(3));
    }

    @Test
    void zippedInputsNeedTheSameNumberOfPartitions() {
        TaskFunction<ZipNode.ZipFunction<Object>> none = TaskFunction.shared(iterators -> Collections.emptyIterator());

        assertThatThrownBy(() -> new ZipNode<>(AT, List.of(source(2), source(3)), none, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same number of partitions, not [2, 3]");
    }

    @Test
    void aMemoIsMadeOnceAndForgotten() {
        CacheNode<Object> node = new CacheNode<>(AT, source(1), StorageLevel.MEMORY_ONLY);

        StringBuilder first = node.memo(StringBuilder.class, StringBuilder::new);
        assertThat(node.memo(StringBuilder.class, StringBuilder::new)).isSameAs(first);

        node.forgetMemo();
        assertThat(node.memoIfPresent(StringBuilder.class)).isNull();
    }
}
