package io.sakia.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.streaming.time.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManualClockTest {
    private final ManualClock clock = new ManualClock();
    private final long begin = clock.millis();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void beginsAtAMultipleOfEveryIntervalUpToADay() {
        assertThat(begin % Duration.ofDays(1).toMillis()).isZero();
    }

    @Test
    void stepsThroughEveryDeadlineOfEveryWaiter() {
        List<Long> fast = ticks(200);
        List<Long> slow = ticks(500);

        clock.advance(Duration.ofMillis(1000));

        assertThat(fast).containsExactly(200L, 400L, 600L, 800L, 1000L);
        assertThat(slow).containsExactly(500L, 1000L);
        assertThat(clock.millis()).isEqualTo(begin + 1000);
    }

    @Test
    void movesTimeBetweenDeadlinesToo() {
        List<Long> ticks = ticks(1000);

        clock.advance(Duration.ofMillis(999));
        assertThat(ticks).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(ticks).containsExactly(1000L);
        clock.advance(Duration.ZERO);
        assertThat(ticks).containsExactly(1000L);
    }

    @Test
    void movesWithNobodyWaiting() {
        clock.advance(Duration.ofHours(1));

        assertThat(clock.millis()).isEqualTo(begin + 3_600_000);
    }

    @Test
    void refusesToGoBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time never falls: advance by 0 or more, not by PT-0.001S");
    }

    @RepeatedTest(200)
    void aRingIsServedBeforeAwaitIdleReturns() {
        Alarm alarm = new Alarm();
        AtomicInteger offered = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        run(alarm, () -> {
            clock.await(alarm, Long.MAX_VALUE);
            seen.set(offered.get());
        });

        for (int i = 1; i <= 5; i++) {
            offered.set(i);
            alarm.ring();
            clock.awaitIdle();
            assertThat(seen).hasValue(i);
        }
    }

    @Test
    void aRingBeforeTheWaitIsKept() {
        Alarm alarm = new Alarm();
        alarm.ring();
        CountDownLatch returned = new CountDownLatch(1);
        run(alarm, () -> {
            clock.await(alarm, Long.MAX_VALUE);
            returned.countDown();
        });

        clock.awaitIdle();

        assertThat(returned.getCount()).isZero();
        assertThat(alarm.isRung()).isFalse();
    }

    @Test
    void aRingWhileTheWaiterIsAtWorkMakesItComeBackOnceMore() throws InterruptedException {
        Alarm alarm = new Alarm();
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger turns = new AtomicInteger();
        run(alarm, () -> {
            clock.await(alarm, Long.MAX_VALUE);
            if (turns.incrementAndGet() == 1) {
                atWork.countDown();
                goOn.await();
            }
        });

        alarm.ring();
        atWork.await();
        alarm.ring();
        goOn.countDown();
        clock.awaitIdle();

        assertThat(turns).hasValue(2);
    }

    @Test
    void advanceWaitsForAWaiterThatHasNotBegunYet() {
        Alarm alarm = new Alarm();
        clock.register(alarm);
        List<Long> times = new CopyOnWriteArrayList<>();
        AtomicLong next = new AtomicLong(begin + 10);
        Thread late = thread(alarm, () -> {
            clock.await(alarm, next.get());
            times.add(clock.millis() - begin);
            next.addAndGet(10);
        });
        Thread starter = new Thread(late::start);
        starter.start();

        clock.advance(Duration.ofMillis(20));

        assertThat(times).containsExactly(10L, 20L);
    }

    @Test
    void awaitUntilNowReturnsAtOnceAndTakesARing() throws InterruptedException {
        Alarm alarm = new Alarm();
        clock.await(alarm, begin);
        clock.await(alarm, begin - 1);
        alarm.ring();
        clock.await(alarm, begin);

        assertThat(alarm.isRung()).isFalse();
    }

    @Test
    void aWaiterThatIsInterruptedAndGoneIsNotWaitedFor() throws InterruptedException {
        ticks(1000);
        clock.awaitIdle();
        threads.get(0).interrupt();
        threads.get(0).join();

        clock.advance(Duration.ofSeconds(10));

        assertThat(clock.millis()).isEqualTo(begin + 10_000);
    }

    @Test
    void tellsWhatAWaiterDoesThatNeverComesBack() throws InterruptedException {
        ManualClock impatient = new ManualClock(ManualClock.START, Duration.ofMillis(1));
        Alarm alarm = new Alarm();
        impatient.register(alarm);
        assertThatThrownBy(impatient::awaitIdle)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has never waited yet");

        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                impatient.await(alarm, impatient.millis() + 5);
                stuck.countDown();
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        threads.add(thread);
        thread.start();
        ManualClock patient = impatient; // the first step may be given up before the thread has begun to wait
        while (stuck.getCount() > 0) {
            try {
                patient.advance(Duration.ofMillis(5));
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("has not come back to wait");
            }
        }
        assertThatThrownBy(impatient::awaitIdle)
                .hasMessageContaining("has not come back to wait; it is at")
                .hasMessageContaining("java.util.concurrent.CountDownLatch.await");
    }

    /** A waiter that waits for each multiple of an interval and notes when it was woken. */
    private List<Long> ticks(long interval) {
        Alarm alarm = new Alarm();
        List<Long> times = new CopyOnWriteArrayList<>();
        AtomicLong next = new AtomicLong(begin + interval);
        run(alarm, () -> {
            clock.await(alarm, next.getAndAdd(interval));
            times.add(clock.millis() - begin);
        });
        return times;
    }

    private void run(Alarm alarm, Turn turn) {
        clock.register(alarm);
        thread(alarm, turn).start();
    }

    private Thread thread(Alarm alarm, Turn turn) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    turn.run();
                }
            } catch (InterruptedException e) {
                clock.unregister(alarm);
            }
        });
        threads.add(thread);
        return thread;
    }

    /** One turn of a waiter. */
    private interface Turn {
        void run() throws InterruptedException;
    }
}
