package io.sakia.streaming.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"200ms,200", "1s,1000", "5m,300000", "2min,120000", "1h,3600000", "' 3 s ',3000"})
    void readsNumbersWithUnits(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "1.5s", "-1s", "1 day", "9999999999999s"})
    void refusesTheRestInOneLine(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no duration; write a number and a unit, such as 200ms, 1s, 5m or 1h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200ms", "1500ms", "1s", "90s", "5m", "1h", "0ms"})
    void printsWhatItReads(String text) {
        assertThat(Durations.text(Durations.parse(text))).isEqualTo(text);
    }

    @Test
    void anIntervalIsAtLeastAMillisecond() {
        assertThatThrownBy(() -> BatchInterval.fixed(Duration.ofNanos(1_500_000)))
                .hasMessageContaining("a whole number of milliseconds");
        assertThatThrownBy(() -> BatchInterval.parse("0ms"))
                .hasMessage("a batch takes at least 1ms, not 0ms; auto runs one whenever there are data");
        assertThatThrownBy(() -> BatchInterval.parse("soon")).hasMessageEndingWith("5m or 1h, or auto");
        assertThatThrownBy(() -> BatchInterval.fixed(Duration.ZERO)).hasMessageContaining("selfClocked");
        assertThat(BatchInterval.parse("auto")).isEqualTo(BatchInterval.selfClocked());
        assertThat(BatchInterval.parse("2s")).hasToString("every 2s");
    }
}
