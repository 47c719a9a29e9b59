package io.sakia.streaming.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Source;
import io.sakia.streaming.receiver.ManualScheduler;
import io.sakia.streaming.receiver.OpenSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GeneratorSourceTest {
    private final AtomicLong clock = new AtomicLong(5_000_000);
    private final ManualScheduler scheduler = new ManualScheduler();

    private GeneratorSource source(long linesPerSecond, long seed) {
        return new GeneratorSource(linesPerSecond, seed, clock::get, name -> scheduler);
    }

    @Test
    void linesComeAtTheRate() throws Exception {
        try (OpenSource<String, GeneratorRange> open = OpenSource.of(source(100, 1))) {
            assertThat(open.plan().ranges()).isEmpty();
            clock.addAndGet(1000);
            Source.Plan<GeneratorRange> plan = open.plan(1000, 3);
            assertThat(plan.ranges())
                    .containsExactly(
                            new GeneratorRange(1, 0, 34),
                            new GeneratorRange(1, 34, 67),
                            new GeneratorRange(1, 67, 100));
            assertThat(plan.end()).isEqualTo(new GeneratorCursor(100));
            assertThat(plan.ended()).isFalse();
            for (int i = 0; i < 100; i++) {
                clock.addAndGet(1);
                open.plan();
            }
            assertThat(open.plan().end()).as("nothing is lost in rounding").isEqualTo(new GeneratorCursor(110));
            clock.addAndGet(-50);
            assertThat(open.plan().end()).isEqualTo(new GeneratorCursor(110));
        }
    }

    @Test
    void theLimitLeavesTheRestForLater() throws Exception {
        try (OpenSource<String, GeneratorRange> open = OpenSource.of(source(10, 1))) {
            clock.addAndGet(1000);
            assertThat(open.plan(0, 1).ranges()).isEmpty();
            assertThat(open.plan(4, 1).ranges()).containsExactly(new GeneratorRange(1, 0, 4));
            open.awaitSignal();
            assertThat(open.plan(100, 1).ranges()).containsExactly(new GeneratorRange(1, 4, 10));
            assertThat(open.signals()).isZero();
        }
    }

    @Test
    void theSameSeedGivesTheSameLinesHoweverTheyAreCut() throws Exception {
        GeneratorSource source = source(1, 42);
        try (OpenSource<String, GeneratorRange> open = OpenSource.of(source)) {
            List<String> whole = open.read(new GeneratorRange(42, 0, 1000));
            List<String> parts = new ArrayList<>();
            for (int from = 0; from < 1000; from += 125) {
                parts.addAll(open.read(new GeneratorRange(42, from, from + 125)));
            }
            assertThat(parts).isEqualTo(whole);
            assertThat(whole).allSatisfy(line -> assertThat(line.split(" ")).hasSizeBetween(4, 12));
            assertThat(open.read(new GeneratorRange(43, 0, 1000))).isNotEqualTo(whole);
            assertThat(whole.get(0))
                    .as("the same in every version")
                    .isEqualTo("a again delta water a gear water rises and");
        }
    }

    @Test
    void goesOnWithTheNextLine() throws Exception {
        try (OpenSource<String, GeneratorRange> open = OpenSource.from(source(10, 7), new GeneratorCursor(500))) {
            clock.addAndGet(300);
            Source.Plan<GeneratorRange> plan = open.plan();
            assertThat(plan.ranges()).containsExactly(new GeneratorRange(7, 500, 503));
            assertThat(plan.ranges().get(0).records()).isEqualTo(3);
        }
    }

    @Test
    void signalsTenTimesASecondOrWithEachLine() throws Exception {
        try (OpenSource<String, GeneratorRange> open = OpenSource.of(source(1000, 1))) {
            ManualScheduler.Entry next = scheduler.next();
            assertThat(next.delay()).hasMillis(100);
            next.action().run();
            open.awaitSignal();
            clock.addAndGet(100);
            assertThat(open.take()).hasSize(100);
            open.plan();
            assertThat(scheduler.waiting()).isEqualTo(1);
            open.planner().drain();
            clock.addAndGet(100);
            assertThat(open.take()).isEmpty();
        }
        assertThat(scheduler.isClosed()).isTrue();
        try (OpenSource<String, GeneratorRange> open = OpenSource.of(source(2, 1))) {
            assertThat(scheduler.next().delay()).hasMillis(500);
            assertThat(open.signals()).isZero();
        }
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> source(0, 1)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> new GeneratorRange(1, 5, 4)).hasMessageContaining("from 5 to 4");
    }
}
