package io.sakia.streaming.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.plan.Origin;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Time;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowSpecTest {
    private static final Origin AT = new Origin("window", null, "Clicks.java", 7);
    private static final BatchInterval SECOND = BatchInterval.fixed(Duration.ofSeconds(1));

    private static WindowSpec of(long length, long slide, BatchInterval interval, long inputSlide) {
        return WindowSpec.of(AT, Duration.ofMillis(length), Duration.ofMillis(slide), interval, inputSlide);
    }

    @Test
    void lengthAndSlideAreMultiplesOfTheBatch() {
        assertThat(of(3000, 2000, SECOND, 0).pane()).isEqualTo(1000);
        assertThat(of(6000, 4000, SECOND, 0).pane()).isEqualTo(2000);
        assertThatThrownBy(() -> of(1500, 1000, SECOND, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "window at Clicks.java:7: the window's length 1500ms must be a multiple of the interval at which"
                                + " its input comes, 1s");
        assertThatThrownBy(() -> of(2000, 0, SECOND, 0)).hasMessageContaining("slide 0ms");
    }

    @Test
    void aWindowOverAWindowGoesByItsSlide() {
        assertThat(of(4000, 2000, SECOND, 2000).pane()).isEqualTo(2000);
        assertThatThrownBy(() -> of(4000, 1000, SECOND, 2000)).hasMessageContaining("slide 1s must be a multiple of");
    }

    @Test
    void aSelfClockedStreamTakesAnyWholeMillisecond() {
        assertThat(of(1500, 7, BatchInterval.selfClocked(), 0).pane()).isEqualTo(1);
    }

    @Test
    void aBatchReachesTheEndsOfSlidesInItsTime() {
        Batch batch = new Batch(3, new Time(5200), new Time(3900), new Time(100));

        assertThat(batch.reaches(1000)).isTrue(); // 4100 and 5100
        assertThat(batch.boundary(1000)).isEqualTo(5100);
        assertThat(batch.reaches(4000)).isTrue(); // 4100
        assertThat(batch.boundary(4000)).isEqualTo(4100);
        assertThat(batch.reaches(6000)).isFalse();
    }
}
