package io.sakia.streaming.rate;

import static io.sakia.streaming.rate.SimulatedStream.MILLI;
import static io.sakia.streaming.rate.SimulatedStream.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.streaming.rate.SimulatedStream.Cost;
import io.sakia.streaming.rate.SimulatedStream.Offer;
import io.sakia.streaming.rate.SimulatedStream.Ran;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches under rate control, in simulated time, with costs that are drawn from seeds. */
class RateControlTest {
    private static final long TARGET = SECOND * 85 / 100;
    private static final long FIRST = 2000;
    private static final Offer MUCH = seconds -> 1e12;

    @ParameterizedTest
    @CsvSource({
        "20, 1",
        "20, 100",
        "20, 500",
        "1000, 1",
        "1000, 100",
        "1000, 500",
        "50000, 1",
        "50000, 100",
        "50000, 500",
        "1000000, 1",
        "1000000, 100",
        "1000000, 500"
    })
    void batchesEndInTimeAndUseTheirTime(double nanosPerRecord, long overheadMillis) {
        Random random = new Random(1);
        double overhead = overheadMillis * MILLI;
        SimulatedStream stream =
                stream((batch, seconds, records) -> (overhead + nanosPerRecord * records) * noise(random, 0.05), MUCH);

        List<Ran> warmingUp = stream.run(15);
        List<Ran> batches = stream.run(200);

        assertThat(warmingUp).allSatisfy(batch -> assertThat(batch.totalDelay()).isLessThan(3 * SECOND));
        assertThat(batches).allSatisfy(batch -> assertThat(batch.totalDelay()).isLessThanOrEqualTo(SECOND));
        double possible = 200 * (TARGET - overhead) / nanosPerRecord;
        assertThat(all(batches)).isGreaterThan((long) (0.9 * possible));
    }

    @Test
    void aSlowBeginIsForgotten() {
        Random random = new Random(2);
        SimulatedStream stream = stream(
                (batch, seconds, records) ->
                        (5 * MILLI + 1000 * records) * (1 + 50 * Math.pow(0.6, batch)) * noise(random, 0.05),
                MUCH);

        List<Ran> warmingUp = stream.run(15);
        List<Ran> batches = stream.run(100);

        assertThat(warmingUp).allSatisfy(batch -> assertThat(batch.totalDelay()).isLessThan(2 * SECOND));
        assertThat(late(batches)).isLessThanOrEqualTo(1);
        assertThat(all(batches)).isGreaterThan(80_000_000);
    }

    @Test
    void whatCantBeForeseenGetsMoreRoom() {
        Random random = new Random(6);
        SimulatedStream stream =
                stream((batch, seconds, records) -> (5 * MILLI + 1000 * records) * noise(random, 0.2), MUCH);
        stream.run(30);

        List<Ran> batches = stream.run(200);

        assertThat(late(batches)).isLessThanOrEqualTo(8);
        assertThat(all(batches)).isGreaterThan(110_000_000);
    }

    @Test
    void recordsOfAMillisecondMakeNoLongFirstBatch() {
        SimulatedStream stream = stream((batch, seconds, records) -> MILLI * records, MUCH);
        assertThat(stream.run(10))
                .allSatisfy(batch -> assertThat(batch.totalDelay()).isLessThanOrEqualTo(3 * SECOND));
    }

    @Test
    void cheapRecordsAreAtFullSpeedSoon() {
        SimulatedStream stream = stream((batch, seconds, records) -> MILLI + 20 * records, MUCH);
        stream.run(7);
        assertThat(stream.run(3)).allSatisfy(batch -> assertThat(batch.all()).isGreaterThan(40_000_000));
    }

    @Test
    void aPauseCostsTheNextBatchAndNoMore() {
        Random random = new Random(3);
        Random pauses = new Random(4);
        boolean[] paused = new boolean[1000];
        SimulatedStream stream = stream(
                (batch, seconds, records) -> {
                    paused[batch] = batch > 10 && pauses.nextInt(20) == 0;
                    return (5 * MILLI + 1000 * records) * noise(random, 0.05) + (paused[batch] ? 1.5 * SECOND : 0);
                },
                MUCH);
        int first = stream.run(10).size();

        List<Ran> batches = stream.run(200);

        for (int i = 0; i < batches.size(); i++) {
            if (!paused[first + i]) {
                assertThat(batches.get(i).totalDelay()).as("batch %s", i).isLessThanOrEqualTo(SECOND);
            }
            if (i >= 2 && !paused[first + i - 1] && !paused[first + i - 2]) {
                assertThat(batches.get(i).all()).as("batch %s", i).isGreaterThan(650_000);
            }
        }
    }

    @Test
    void aLastingChangeIsBelievedAfterTwoBatches() {
        SimulatedStream stream =
                stream((batch, seconds, records) -> 5 * MILLI + (seconds > 20 ? 10_000 : 1000) * records, MUCH);
        stream.run(20);

        List<Ran> batches = stream.run(30);

        assertThat(batches.subList(4, batches.size())).allSatisfy(batch -> {
            assertThat(batch.totalDelay()).isLessThanOrEqualTo(SECOND);
            assertThat(batch.all()).isBetween(75_000L, 90_000L);
        });
        assertThat(late(batches)).isLessThanOrEqualTo(3);
    }

    @Test
    void afterAHangTheBacklogGoesAwayInBatchesThatAreInTime() {
        int[] hung = {-1};
        SimulatedStream stream = stream(
                (batch, seconds, records) -> {
                    boolean hangs = seconds >= 25 && hung[0] < 0;
                    hung[0] = hangs ? batch : hung[0];
                    return 5 * MILLI + 1000 * records + (hangs ? 20 * SECOND : 0);
                },
                seconds -> 500_000);
        stream.run(20);

        List<Ran> batches = stream.run(90);

        assertThat(late(batches)).isEqualTo(1);
        assertThat(batches.subList(8, 12))
                .allSatisfy(batch -> assertThat(batch.all()).isGreaterThan(800_000));
        assertThat(batches.get(batches.size() - 1).waiting()).containsExactly(0);
    }

    @Test
    void whatNoSmallerBatchMakesFasterDoesNotMakeBatchesSmall() {
        SimulatedStream stream =
                stream((batch, seconds, records) -> (seconds > 20 ? 2 * SECOND : 10 * MILLI) + 1000 * records, MUCH);
        stream.run(20);
        stream.run(20);
        assertThat(stream.run(60)).allSatisfy(batch -> {
            assertThat(batch.all()).isGreaterThan(1_000_000);
            assertThat(batch.took()).isLessThan(4 * SECOND);
        });
    }

    @Test
    void aLateBatchIsSmaller() {
        RateControl control = new RateControl(settings(0, RateSettings.ANY, RateSettings.ANY), 1);
        for (int i = 0; i < 10; i++) {
            control.plan(0, 0);
            control.took(0, control.records(0), 0);
            control.done(control.records(0) * 1000);
        }
        control.plan(0, 0);
        long inTime = control.records(0);
        control.plan(0, SECOND / 2);
        assertThat(control.records(0) * 1000).isBetween(TARGET - SECOND * 51 / 100, TARGET - SECOND / 2);
        control.plan(0, 3 * SECOND);
        assertThat(control.records(0)).isBetween(inTime / 11, inTime / 9);
    }

    @Test
    void whoGivesLittleKeepsWhatItNeeds() {
        SimulatedStream stream = stream(
                (batch, seconds, records) -> 5 * MILLI + 1000 * records,
                MUCH,
                seconds -> 1000,
                seconds -> seconds < 20 ? 10 : 2e6);
        stream.run(15);

        assertThat(stream.run(5)).allSatisfy(batch -> {
            assertThat(batch.records()[1]).isEqualTo(1000);
            assertThat(batch.records()[0]).isGreaterThan(800_000);
        });
        stream.run(5);
        assertThat(stream.run(5)).allSatisfy(batch -> {
            assertThat(batch.records()[1]).isEqualTo(1000);
            assertThat(batch.records()[0]).isBetween(400_000L, 430_000L);
            assertThat(batch.records()[2]).isBetween(400_000L, 430_000L);
        });
    }

    @Test
    void limitsAreOutOfTheWayOfWhoGivesLittle() {
        SimulatedStream stream = stream(
                (batch, seconds, records) -> 50 * MILLI + 1000 * records, seconds -> seconds < 500 ? 100 : 10_000);
        stream.run(490);
        assertThat(stream.run(30))
                .allSatisfy(batch -> assertThat(batch.waiting()[0]).isLessThan(10_000));
        assertThat(stream.control().isHeldBack(0)).isFalse();
    }

    @Test
    void nobodyStarves() {
        SimulatedStream stream = stream((batch, seconds, records) -> 10 * SECOND * (records + 1), MUCH, MUCH, MUCH);
        assertThat(stream.run(1000)).allSatisfy(batch -> {
            for (long limit : batch.limits()) {
                assertThat(limit).isPositive();
            }
        });
    }

    @Test
    void ratesAndBoundsHold() {
        Cost slow = (batch, seconds, records) -> 10 * SECOND;
        SimulatedStream least =
                new SimulatedStream(settings(300, RateSettings.ANY, RateSettings.ANY), SECOND, slow, MUCH);
        assertThat(least.run(200))
                .allSatisfy(batch -> assertThat(batch.limits()[0]).isGreaterThanOrEqualTo(300));

        Cost cheap = (batch, seconds, records) -> MILLI;
        SimulatedStream most = new SimulatedStream(settings(0, 700, RateSettings.ANY), SECOND, cheap, MUCH, MUCH);
        most.run(1);
        assertThat(most.run(20)).allSatisfy(batch -> assertThat(batch.records()).containsExactly(700, 700));
        SimulatedStream bounded = new SimulatedStream(settings(0, RateSettings.ANY, 50), SECOND, cheap, MUCH);
        bounded.run(1);
        assertThat(bounded.run(20))
                .allSatisfy(batch -> assertThat(batch.records()).containsExactly(50));
    }

    @Test
    void theHighestRateHoldsForBatchesAtAnyTimeAndNotForTheRest() {
        RateControl control = new RateControl(settings(0, 1000, RateSettings.ANY), 1);
        long taken = 0;
        for (long now = 0; now <= 10 * SECOND; now += 7 * MILLI) {
            control.plan(now, 0);
            control.took(0, control.records(0), 0);
            control.done(MILLI);
            taken += control.records(0);
        }
        assertThat(taken).isBetween(10_900L, 11_000L);
        assertThat(control.untilRoom(0)).isBetween(1L, 10 * MILLI);
        control.planRest();
        assertThat(control.records(0)).isGreaterThan(1000);
    }

    @Test
    void bytesFollowTheLengthOfRecords() {
        RateControl control = new RateControl(settings(0, RateSettings.ANY, RateSettings.ANY), 1);
        control.plan(0, 0);
        assertThat(control.bytes(0)).isEqualTo(100 * FIRST);
        for (int i = 0; i < 20; i++) {
            control.plan(0, 0);
            control.took(0, control.bytes(0) / 7, control.bytes(0));
            control.done(control.bytes(0) / 7 * 1000);
        }
        control.plan(0, 0);
        assertThat(control.bytes(0) / 7 * 1000).isBetween(TARGET * 9 / 10, TARGET * 11 / 10);
        assertThat(control.isHeldBack(0)).isTrue();
    }

    @Test
    void nothingIsLearnedWhereThatIsNotWanted() {
        RateControl control = new RateControl(
                new RateSettings(false, SECOND, SECOND, 0, RateSettings.ANY, RateSettings.ANY, FIRST), 1);
        control.plan(0, SECOND);
        assertThat(control.records(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(control.bytes(0)).isEqualTo(Long.MAX_VALUE);
        control.took(0, 1_000_000, 0);
        control.done(100 * SECOND);
        control.plan(0, SECOND);
        assertThat(control.records(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(control.isHeldBack(0)).isFalse();
    }

    private static SimulatedStream stream(Cost cost, Offer... offers) {
        return new SimulatedStream(settings(0, RateSettings.ANY, RateSettings.ANY), SECOND, cost, offers);
    }

    private static RateSettings settings(long minRate, long maxRate, long maxRecords) {
        return new RateSettings(true, SECOND, SECOND, minRate, maxRate, maxRecords, FIRST);
    }

    private static double noise(Random random, double part) {
        return 1 + part * Math.max(-3, Math.min(3, random.nextGaussian()));
    }

    private static long all(List<Ran> batches) {
        return batches.stream().mapToLong(Ran::all).sum();
    }

    private static long late(List<Ran> batches) {
        return batches.stream().filter(batch -> batch.totalDelay() > SECOND).count();
    }
}
