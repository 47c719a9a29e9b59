package io.sakia.streaming.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Source;
import io.sakia.streaming.receiver.Block;
import io.sakia.streaming.receiver.OpenSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class QueueSourceTest {
    private final Queue<List<Integer>> queue = new ConcurrentLinkedQueue<>();

    private OpenSource<Integer, Block<Integer>> open(boolean oneAtATime) throws Exception {
        return OpenSource.of(new QueueSource<>(queue, oneAtATime));
    }

    @Test
    void eachListIsABatch() throws Exception {
        queue.add(List.of(1, 2, 3));
        queue.add(List.of());
        queue.add(List.of(4));
        try (OpenSource<Integer, Block<Integer>> open = open(true)) {
            assertThat(open.plan(100, 2).ranges())
                    .containsExactly(new Block<>(0, List.of(1, 2)), new Block<>(1, List.of(3)));
            assertThat(open.plan(100, 2).ranges()).isEmpty();
            Source.Plan<Block<Integer>> third = open.plan(100, 2);
            assertThat(open.read(third)).containsExactly(List.of(4));
            assertThat(third.end()).isEqualTo(new QueueCursor(3, 3));
            assertThat(third.ended()).isFalse();
            assertThat(open.plan(100, 2).ranges()).isEmpty();
            queue.add(List.of(5));
            assertThat(open.take()).containsExactly(5);
        }
    }

    @Test
    void orAllThatAreThereAreOne() throws Exception {
        queue.add(List.of(1, 2));
        queue.add(List.of(3));
        try (OpenSource<Integer, Block<Integer>> open = open(false)) {
            assertThat(open.read(open.plan(100, 2))).containsExactly(List.of(1, 2), List.of(3));
            assertThat(open.plan(100, 2).ranges()).isEmpty();
        }
    }

    @Test
    void listsAreTakenWholeWithinTheLimit() throws Exception {
        queue.add(List.of(1, 2, 3));
        queue.add(List.of(4));
        queue.add(List.of(5));
        queue.add(List.of(6));
        try (OpenSource<Integer, Block<Integer>> open = open(false)) {
            assertThat(open.plan(0, 1).ranges()).isEmpty();
            assertThat(open.read(open.plan(2, 1)))
                    .as("the first goes, or never would")
                    .containsExactly(List.of(1, 2, 3));
            assertThat(open.read(open.plan(2, 1))).containsExactly(List.of(4, 5));
            assertThat(open.take()).containsExactly(6);
        }
    }

    @Test
    void signalsWhatIsLeft() throws Exception {
        queue.add(List.of(1));
        queue.add(List.of(2));
        try (OpenSource<Integer, Block<Integer>> open = open(true)) {
            open.awaitSignal();
            assertThat(open.take()).containsExactly(1);
            open.awaitSignal();
            assertThat(open.take()).containsExactly(2);
            assertThat(open.signals()).isZero();
        }
    }

    @Test
    void drainingPlansWhatIsThereButNothingMore() throws Exception {
        queue.add(List.of(1));
        queue.add(List.of(2));
        try (OpenSource<Integer, Block<Integer>> open = open(true)) {
            open.planner().drain();
            queue.add(List.of(3));
            assertThat(open.take()).containsExactly(1);
            assertThat(open.take()).containsExactly(2);
            assertThat(open.take()).isEmpty();
        }
    }

    @Test
    void blocksAreNumberedOnFromTheCursor() throws Exception {
        queue.add(List.of(1));
        QueueSource<Integer> source = new QueueSource<>(queue, true);
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.from(source, new QueueCursor(7, 9))) {
            Source.Plan<Block<Integer>> plan = open.plan();
            assertThat(plan.ranges()).containsExactly(new Block<>(9, List.of(1)));
            assertThat(plan.end()).isEqualTo(new QueueCursor(8, 10));
        }
        assertThatThrownBy(() -> OpenSource.from(source, new GeneratorCursor(1)))
                .hasMessageContaining("GeneratorCursor for queue, which needs a QueueCursor");
    }
}
