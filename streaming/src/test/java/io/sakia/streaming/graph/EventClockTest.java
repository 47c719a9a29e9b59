package io.sakia.streaming.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.streaming.source.QueueSource;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventClockTest {
    private final EventClock slow = new EventClock();
    private final EventClock fast = new EventClock();

    @Test
    void aStreamGoesByTheClocksOfItsInputs() {
        Operator<String> mapped = below(List.of(timed(slow)));

        assertThat(mapped.eventClocks()).containsExactly(slow);
        slow.begin(new Watermarks(3, 7));
        assertThat(mapped.watermarks()).isEqualTo(new Watermarks(3, 7));
    }

    @Test
    void theSlowestOfSeveralCounts() {
        Operator<String> both = below(List.of(timed(slow), timed(fast), below(List.of(timed(slow)))));
        slow.begin(new Watermarks(3, 7));
        fast.begin(new Watermarks(5, 6));

        assertThat(both.eventClocks()).containsExactly(slow, fast);
        assertThat(both.watermarks()).isEqualTo(new Watermarks(3, 6));
    }

    @Test
    void anInputWithoutEventTimeLeavesNone() {
        Operator<String> mixed = below(List.of(timed(slow), source()));

        assertThat(mixed.eventClocks()).isEmpty();
        assertThat(mixed.watermarks()).isEqualTo(Watermarks.NONE);
        assertThatThrownBy(() -> EventClock.require(Origin.internal("window"), mixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("window goes by event time, but union has none")
                .hasMessageContaining("stream.eventTime(");
    }

    @Test
    void aWatermarkNeverFalls() {
        Watermarks first = Watermarks.NONE.then(5);

        assertThat(first).isEqualTo(new Watermarks(Watermarks.UNKNOWN, 5));
        assertThat(first.then(4)).isEqualTo(new Watermarks(5, 5));
        assertThatThrownBy(() -> new Watermarks(5, 4)).hasMessageContaining("never falls");
    }

    private static Operator<String> timed(EventClock clock) {
        return new Operator<>(Origin.internal("eventTime"), List.of(source())) {
            @Override
            public List<EventClock> eventClocks() {
                return List.of(clock);
            }

            @Override
            protected @Nullable Plan<String> compute(Batch batch) {
                return null;
            }
        };
    }

    private static Operator<String> source() {
        return new SourceOperator<>(Origin.internal("source"), new QueueSource<String>(new ArrayDeque<>(), true));
    }

    private static Operator<String> below(List<Operator<String>> inputs) {
        return Operators.union(Origin.internal("union"), inputs);
    }
}
