package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Broadcast;
import io.sakia.engine.Engine;
import io.sakia.engine.JobFailedException;
import io.sakia.plan.Plan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalBroadcastTest {
    private final Engine engine = TestEngine.local(2);
    private final Object value = new Object();
    private final Broadcast<Object> broadcast = engine.broadcast(value);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void tasksReadTheValueItself() {
        Broadcast<Object> mine = broadcast;
        Plan<Object> read = Plans.map(Plans.source(List.of(1), List.of(2)), x -> mine.value());
        assertThat(Plans.collect(engine, read)).isEqualTo(List.of(List.of(value), List.of(value)));
    }

    @Test
    void aFunctionThatIsCopiedReadsTheValueItselfToo() {
        Broadcast<Object> mine = broadcast;
        int[] changeable = {0};
        Plan<Object> read = Plans.map(Plans.source(List.of(1, 2)), x -> {
            changeable[0]++;
            return mine.value();
        });
        assertThat(Plans.collect(engine, read)).isEqualTo(List.of(List.of(value, value)));
        assertThat(changeable[0]).isZero();
    }

    @Test
    void aDestroyedBroadcastSaysSo() {
        Broadcast<Object> mine = broadcast;
        int[] changeable = {0};
        Plan<Object> shared = Plans.map(Plans.source(List.of(1)), x -> mine.value());
        Plan<Object> copied = Plans.map(Plans.source(List.of(1)), x -> Map.entry(changeable[0]++, mine.value()));
        broadcast.destroy();
        broadcast.destroy();
        assertThatThrownBy(broadcast::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("destroyed");
        for (Plan<Object> plan : List.of(shared, copied)) {
            assertThatThrownBy(() -> Plans.collect(engine, plan))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("destroyed");
        }
    }

    @Test
    void nullCanNotBeBroadcast() {
        assertThatThrownBy(() -> engine.broadcast(null)).isInstanceOf(NullPointerException.class);
    }
}
