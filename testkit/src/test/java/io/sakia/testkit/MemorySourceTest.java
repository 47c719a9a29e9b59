package io.sakia.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Reader;
import io.sakia.connector.Source.Limit;
import io.sakia.connector.Source.Plan;
import io.sakia.connector.Source.Planner;
import io.sakia.testkit.MemorySource.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemorySourceTest {
    private final MemorySource<String> source = new MemorySource<>("letters");
    private final AtomicInteger signals = new AtomicInteger();
    private final Planner<Block<String>> planner = source.open(null, signals::incrementAndGet);

    @Test
    void plansWhatWasAddedSinceTheLastPlan() throws Exception {
        assertThat(planner.plan(Limit.none(2)).ranges()).isEmpty();
        source.add("a", "b");
        source.addAll(List.of("c"));

        assertThat(read(planner.plan(Limit.none(1)))).isEqualTo("[a, b, c]");
        assertThat(read(planner.plan(Limit.none(1)))).isEmpty();
    }

    @Test
    void cutsRecordsEvenlyInOrderIntoAsManyRangesAsAreWorthWhile() throws Exception {
        source.add("a", "b", "c", "d", "e");
        assertThat(read(planner.plan(Limit.none(2)))).isEqualTo("[a, b][c, d, e]");
        source.add("f");
        assertThat(read(planner.plan(Limit.none(4)))).isEqualTo("[f]");
    }

    @Test
    void leavesWhatExceedsTheLimitAndSignalsThatThereIsMore() throws Exception {
        source.add("a", "b", "c");
        assertThat(signals).hasValue(1);

        assertThat(read(planner.plan(new Limit(2, 1)))).isEqualTo("[a, b]");
        assertThat(signals).hasValue(2);
        assertThat(read(planner.plan(new Limit(0, 1)))).isEmpty();
        assertThat(read(planner.plan(new Limit(2, 1)))).isEqualTo("[c]");
        assertThat(signals).hasValue(2);
    }

    @Test
    void aRangeReadsTheSameRecordsAgain() throws Exception {
        source.add("a", "b");
        Plan<Block<String>> plan = planner.plan(Limit.none(1));

        assertThat(read(plan)).isEqualTo("[a, b]");
        assertThat(read(plan)).isEqualTo("[a, b]");
        assertThat(plan.ranges().get(0).records()).isEqualTo(2);
    }

    @Test
    void anotherRunGoesOnFromTheCursor() throws Exception {
        source.add("a", "b", "c");
        Plan<Block<String>> first = planner.plan(new Limit(2, 1));
        planner.plan(new Limit(1, 1));
        planner.close();

        Planner<Block<String>> again = source.open(first.end(), () -> {});
        assertThat(read(again.plan(Limit.none(1)))).isEqualTo("[c]");
        assertThat(read(source.open(null, () -> {}).plan(Limit.none(1)))).isEqualTo("[a, b, c]");
    }

    @Test
    void endsAfterItsLastRecord() throws Exception {
        source.add("a", "b");
        source.end();

        assertThat(planner.plan(new Limit(1, 1)).ended()).isFalse();
        assertThat(planner.plan(new Limit(1, 1)).ended()).isTrue();
        assertThatThrownBy(() -> source.add("c"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'letters' has ended; add records before end()");
    }

    @Test
    void aHeldSourceSignalsWhenItIsReleased() {
        List<String> story = new ArrayList<>();
        MemorySource<String> held = new MemorySource<>("held", true, story::add);
        AtomicInteger rings = new AtomicInteger();
        held.open(null, rings::incrementAndGet);

        held.add("a");
        held.end();
        assertThat(rings).hasValue(0);
        held.release();
        assertThat(rings).hasValue(1);
        assertThat(story).containsExactly("held ◄ [a]", "held ends");
    }

    private String read(Plan<Block<String>> plan) throws Exception {
        StringBuilder text = new StringBuilder();
        for (Block<String> block : plan.ranges()) {
            List<String> records = new ArrayList<>();
            try (Reader<String> reader = source.reader().open(block)) {
                for (String record; (record = reader.read()) != null; ) {
                    records.add(record);
                }
            }
            text.append(records);
        }
        return text.toString();
    }
}
