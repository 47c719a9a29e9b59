package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToItsCap() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 0, 0);
        assertThat(IntStream.of(0, 1, 2, 3, 4, 5, 62, 63, 64, Integer.MAX_VALUE)
                        .mapToLong(failures -> backoff.delay(failures).toMillis()))
                .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L);
    }

    @Test
    void doesNotOverflowWithALongCap() {
        Backoff backoff = new Backoff(Duration.ofMillis(3), Duration.ofMillis(Long.MAX_VALUE), 0, 0);
        assertThat(backoff.delay(61).toMillis()).isEqualTo(3L << 61);
        assertThat(backoff.delay(62).toMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void jitterOnlyShortensAndFollowsTheSeed() {
        Backoff backoff = new Backoff(Duration.ofMillis(1000), Duration.ofSeconds(1000), 0.2, 42);
        Backoff same = new Backoff(Duration.ofMillis(1000), Duration.ofSeconds(1000), 0.2, 42);
        Backoff other = new Backoff(Duration.ofMillis(1000), Duration.ofSeconds(1000), 0.2, 43);
        for (int i = 0; i < 9; i++) {
            assertThat(backoff.delay(i).toMillis()).isBetween((1000L << i) * 8 / 10, 1000L << i);
            assertThat(backoff.delay(i)).isEqualTo(same.delay(i)).isNotEqualTo(other.delay(i));
        }
    }

    @Test
    void refusesWhatCannotBe() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, second, 0, 0)).hasMessageContaining("first PT0S");
        assertThatThrownBy(() -> new Backoff(second, Duration.ofMillis(1), 0, 0))
                .hasMessageContaining("cap PT0.001S");
        assertThatThrownBy(() -> new Backoff(second, second, Double.NaN, 0)).hasMessageContaining("jitter NaN");
    }
}
