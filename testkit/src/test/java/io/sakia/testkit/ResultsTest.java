package io.sakia.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.streaming.time.Time;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private final AtomicLong batch = new AtomicLong();
    private final Results<Object> results = new Results<>("counts", batch::get);

    @Test
    void batchesWithoutOutputAreAbsent() {
        put(1, "a");
        put(2);
        put(4, "b", "c");

        assertThat(results.batches()).map(Results.Output::batch).containsExactly(1L, 2L, 4L);
        assertThat(results.batch(2)).contains(List.of());
        assertThat(results.batch(3)).isEmpty();
        assertThat(results.last()).containsExactly("b", "c");
        assertThat(results.all()).containsExactly("a", "b", "c");
        assertThat(results).hasToString("counts [batch 1: [a], batch 2: [], batch 4: [b, c]]");
    }

    @Test
    void theLastBatchMustHavePutSomethingOut() {
        assertThatThrownBy(results::last)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no batch has run yet: call tick() first");
        put(1, "a");
        batch.set(2);
        assertThatThrownBy(results::last)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("batch 2 put nothing out for 'counts'; so far: [batch 1: [a]]");
    }

    @Test
    void sortsPairsByKeyThenValueAndOthersByText() {
        put(1, Pair.of("b", 1), Pair.of("a", 10), Pair.of("a", 9));
        assertThat(results.lastSorted()).containsExactly(Pair.of("a", 9), Pair.of("a", 10), Pair.of("b", 1));

        put(2, List.of(2), List.of(1));
        assertThat(results.lastSorted()).containsExactly(List.of(1), List.of(2));
    }

    private void put(long id, Object... records) {
        batch.set(id);
        results.add(new Results.Output<>(id, new Time(1000 * id), List.of(records)));
    }
}
