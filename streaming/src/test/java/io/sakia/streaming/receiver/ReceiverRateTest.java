package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReceiverRateTest {
    private final SteppedClock clock = new SteppedClock();

    @Test
    void recordsComeAtTheirTime() throws Exception {
        ReceiverRate rate = new ReceiverRate("ticks", 4, clock);
        rate.pass(1);
        CompletableFuture<Void> passing =
                CompletableFuture.runAsync(() -> IntStream.range(0, 4).forEach(i -> rate.pass(1)));
        for (long deadline : new long[] {250, 500, 750, 1000}) {
            assertThat(clock.nextWait()).isEqualTo(deadline);
            assertThat(passing).isNotDone();
            clock.set(deadline);
        }
        passing.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aPauseIsMadeUpForByASecondsWorthAtMost() throws Exception {
        ReceiverRate rate = new ReceiverRate("ticks", 3, clock);
        clock.set(3_600_000);
        AtomicInteger passed = new AtomicInteger();
        CompletableFuture<Void> passing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 4; i++) {
                rate.pass(1);
                passed.incrementAndGet();
            }
        });
        assertThat(clock.nextWait()).isEqualTo(3_600_334);
        assertThat(passed).hasValue(3);
        clock.set(3_600_334);
        passing.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatIsMoreThanASecondsWorthIsPaidAfterwards() throws Exception {
        ReceiverRate rate = new ReceiverRate("ticks", 10, clock);
        CompletableFuture<Void> block = CompletableFuture.runAsync(() -> rate.pass(25));
        assertThat(clock.nextWait())
                .as("one is in the bucket, nine are to come")
                .isEqualTo(900);
        clock.set(900);
        block.get(20, TimeUnit.SECONDS);
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> rate.pass(1));
        assertThat(clock.nextWait()).as("fifteen are owed").isEqualTo(900 + 1600);
        clock.set(2500);
        next.get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 7, 1000, 999_999_937})
    void inTheLongRunNotOneTooManyAndNotOneTooFew(long perSecond) {
        ReceiverRate rate = new ReceiverRate("ticks", perSecond, clock);
        long passed = 0;
        long millis = 0;
        for (int step = 1; step <= 1000; step++) {
            millis += step % 7 * 100;
            clock.set(millis);
            long due = 1 + millis * perSecond / 1000 - passed; // the bucket had one at the start
            for (long left = due; left > 0; left -= Math.min(left, rate.most())) {
                rate.pass((int) Math.min(left, rate.most()));
            }
            passed += due;
        }
        rate.lift();
        assertThat(passed).isEqualTo(1 + millis * perSecond / 1000);
    }

    @Test
    void aClockThatIsSetBackLetsNothingIn() throws Exception {
        clock.set(10_000);
        ReceiverRate rate = new ReceiverRate("ticks", 1, clock);
        rate.pass(1);
        clock.set(5_000);
        CompletableFuture<Void> passing = CompletableFuture.runAsync(() -> rate.pass(1));
        assertThat(clock.nextWait()).isEqualTo(6_000);
        clock.set(6_000);
        passing.get(20, TimeUnit.SECONDS);
    }

    @Test
    void liftingEndsTheWaitAndAllLaterOnes() throws Exception {
        ReceiverRate rate = new ReceiverRate("ticks", 1, clock);
        rate.pass(1);
        CompletableFuture<Void> passing =
                CompletableFuture.runAsync(() -> IntStream.range(0, 100).forEach(i -> rate.pass(1)));
        clock.nextWait();
        rate.lift();
        passing.get(20, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        ReceiverRate rate = new ReceiverRate("ticks", 1, clock);
        rate.pass(1);
        CompletableFuture<String> message = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                rate.pass(1);
                message.complete("passed");
            } catch (ReceiverStoppedException e) {
                message.complete(e.getMessage());
            }
        });
        thread.start();
        clock.nextWait();
        thread.interrupt();
        assertThat(message.get(20, TimeUnit.SECONDS))
                .isEqualTo(
                        "a thread of the receiver of ticks was interrupted while it waited for the rate of 1 records a"
                                + " second");
    }

    @Test
    void aReceiverStoresAtItsRate() throws Exception {
        ScriptedReceiver receiver =
                ScriptedReceiver.starting(self -> new Thread(() -> self.storeEach(List.of(1, 2, 3, 4, 5))).start());
        ReceiverSettings settings = ReceiverSettings.defaults().withMaxRate(2).withClock(clock);
        try (OpenSource<Integer, Block<Integer>> open =
                OpenSource.of(new ReceiverSource<>("ticks", receiver, settings))) {
            assertThat(clock.nextWait()).as("two at once wait for two").isEqualTo(500);
            assertThat(open.take()).isEmpty();
            clock.set(500);
            assertThat(clock.nextWait()).isEqualTo(1500);
            assertThat(open.take()).containsExactly(1, 2);
            clock.set(1500);
            assertThat(clock.nextWait()).isEqualTo(2000);
            open.planner().drain();
            assertThat(open.take()).containsExactly(3, 4, 5);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, 1_000_000_001, Long.MAX_VALUE - 1})
    void refusesRatesThatCannotBe(long rate) {
        assertThatThrownBy(() -> ReceiverSettings.defaults().withMaxRate(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a receiver's rate is from 1 to 1000000000 records a second, not " + rate
                        + ": leave it out for no limit");
    }

    @Test
    void refusesBoundsThatCannotBe() {
        assertThatThrownBy(() -> new WaitingMemory(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("from 1 to 2305843009213693951 bytes must be allowed to wait, not 0");
        assertThatThrownBy(() -> ReceiverSettings.defaults().withMostWaiting(0))
                .hasMessage("at least 1 record must be allowed to wait, not 0");
    }
}
