package io.sakia.streaming.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlarmTest {
    private static final long LONG = 3_600_000;

    private final Alarm alarm = new Alarm();

    @Test
    void aRingIsKeptUntilItIsTaken() throws InterruptedException {
        assertThat(alarm.isRung()).isFalse();
        assertThat(alarm.takeRing()).isFalse();
        alarm.ring();
        assertThat(alarm.isRung()).isTrue();
        assertThat(alarm.awaitRing(LONG)).isTrue();
        assertThat(alarm.isRung()).isFalse();
        assertThat(alarm.awaitRing(0)).isFalse();
    }

    @Test
    void severalRingsAreOne() {
        alarm.ring();
        alarm.ring();
        assertThat(alarm.takeRing()).isTrue();
        assertThat(alarm.takeRing()).isFalse();
    }

    @Test
    void wakesWhoWaits() throws InterruptedException {
        Thread ringer = new Thread(alarm::ring);
        ringer.start();
        assertThat(alarm.awaitRing(LONG)).isTrue();
        ringer.join();
    }

    @Test
    void tellsItsListenerOfEachRingThatIsNew() {
        AtomicInteger heard = new AtomicInteger();
        alarm.onRing(() -> {
            assertThat(alarm.isRung()).isTrue();
            heard.incrementAndGet();
        });
        alarm.ring();
        alarm.ring();
        assertThat(heard).hasValue(1);
        alarm.takeRing();
        alarm.ring();
        assertThat(heard).hasValue(2);
    }

    @Test
    void theSystemsClockWaitsForADeadlineOrARing() throws InterruptedException {
        Clock clock = Clock.system();
        alarm.ring();
        clock.await(alarm, clock.millis() + LONG);
        clock.await(alarm, clock.millis());
        long deadline = clock.millis() + 5;
        clock.await(alarm, deadline);
        assertThat(clock.millis()).isGreaterThanOrEqualTo(deadline);
        assertThat(alarm.isRung()).isFalse();
    }
}
