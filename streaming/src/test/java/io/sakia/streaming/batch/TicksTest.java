package io.sakia.streaming.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.connector.codec.Migration;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.batch.Ticks.Tick;
import io.sakia.streaming.event.BatchInfo.StateInfo;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.graph.WindowOperator;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StoredOperator;
import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;
import io.sakia.streaming.time.Time;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final long NEVER = Long.MAX_VALUE;

    /** A clock whose waits end at their deadline, or where the test says. */
    private static final class FakeClock implements Clock {
        private long now;
        private long wakeAt = Long.MAX_VALUE;
        private final List<Long> deadlines = new ArrayList<>();

        @Override
        public long millis() {
            return now;
        }

        @Override
        public void await(Alarm alarm, long deadline) {
            deadlines.add(deadline);
            now = Math.max(now, Math.min(deadline, wakeAt));
        }
    }

    private final FakeClock clock = new FakeClock();
    private final Alarm alarm = new Alarm();

    private static Batch at(long time) {
        return new Batch(1, new Time(time), new Time(0), new Time(0));
    }

    private SelfClockedTicks selfClocked(long length, long slide) {
        FakeInput input = new FakeInput(new ArrayList<>());
        WindowOperator<String> window =
                new WindowOperator<>(Origin.internal("window"), input, new WindowSpec(length, slide));
        OutputOperation output = new OutputOperation(Origin.internal("print"), window) {
            @Override
            public void run(OutputScope scope, Batch batch) {}
        };
        return new SelfClockedTicks(clock, alarm, new StreamGraph(List.of(), List.of(output)));
    }

    @Test
    void fixedTicksComeAtMultiplesOfTheInterval() throws Exception {
        clock.now = 2_300;
        Ticks ticks = new FixedTicks(clock, alarm, 1000);

        assertThat(ticks.zero()).isEqualTo(2000);
        assertThat(ticks.await(null, false, false, NEVER)).isEqualTo(new Tick(3000, true));
        assertThat(ticks.await(at(3000), false, false, NEVER)).isEqualTo(new Tick(4000, true));
    }

    @Test
    void ticksThatPassWhileABatchRunsAreSkipped() throws Exception {
        Ticks ticks = new FixedTicks(clock, alarm, 1000);
        clock.now = 4_700; // the batch of 1000 took 3.7 s

        assertThat(ticks.await(at(1000), false, false, NEVER)).isEqualTo(new Tick(4000, true));
        assertThat(ticks.await(at(4000), false, false, NEVER)).isEqualTo(new Tick(5000, true));
    }

    @Test
    void aRunWithAnotherIntervalThanTheFirstTicksWhereInputsPutOut() throws Exception {
        Ticks ticks = new FixedTicks(clock, alarm, 15, 34);
        long last = 544; // of a run with 34 ms
        for (int i = 0; i < 5; i++) {
            Tick tick = ticks.await(at(last), false, i == 2, NEVER);
            Batch batch = new Batch(2, new Time(tick.time()), new Time(last), new Time(34));

            assertThat(batch.reaches(15)).as("%d to %d", last, tick.time()).isTrue();
            last = tick.time();
        }
    }

    @Test
    void anAlarmBeforeItsTimeMakesNoTick() throws Exception {
        Ticks ticks = new FixedTicks(clock, alarm, 1000);
        clock.wakeAt = 300;

        assertThat(ticks.await(null, false, false, NEVER)).isNull();
    }

    @Test
    void aDrainingStreamGetsItsNextTickAtOnce() throws Exception {
        Ticks ticks = new FixedTicks(clock, alarm, 1000);
        clock.now = 1_200;

        assertThat(ticks.await(at(1000), false, true, NEVER)).isEqualTo(new Tick(2000, true));
        assertThat(clock.deadlines).isEmpty();
    }

    @Test
    void aSelfClockedStreamWaitsForDataOrTheEndOfASlide() throws Exception {
        Ticks ticks = selfClocked(3000, 1000);
        clock.wakeAt = 400; // data came

        assertThat(ticks.await(null, false, false, NEVER)).isEqualTo(new Tick(400, false));
        clock.wakeAt = Long.MAX_VALUE;
        assertThat(ticks.await(at(400), false, false, NEVER)).isEqualTo(new Tick(1000, true));
        assertThat(clock.deadlines).containsExactly(1000L, 1000L);
    }

    @Test
    void aSlideThatEndedWhileABatchRanGivesItsEndAsTime() throws Exception {
        Ticks ticks = selfClocked(3000, 1000);
        clock.now = 2_300;

        assertThat(ticks.await(at(900), true, false, NEVER)).isEqualTo(new Tick(2000, true));
        assertThat(ticks.await(at(2000), true, false, NEVER)).isEqualTo(new Tick(2300, false));
    }

    @Test
    void dataThatAreThereAtTheStartFallIntoTheFirstWindow() throws Exception {
        clock.now = 5000;
        Ticks ticks = selfClocked(1000, 1000);

        Tick first = ticks.await(null, true, false, NEVER);
        assertThat(first).isEqualTo(new Tick(5001, false));
        assertThat(ticks.await(at(first.time()), false, false, NEVER)).isEqualTo(new Tick(6000, true));
    }

    @Test
    void dataThatComeInTheMillisecondInWhichASlideEndedFallIntoTheNext() throws Exception {
        Ticks ticks = selfClocked(1000, 1000);
        clock.now = 2000;

        assertThat(ticks.await(at(900), true, false, NEVER)).isEqualTo(new Tick(2000, true));
        assertThat(ticks.await(at(2000), true, false, NEVER)).isEqualTo(new Tick(2001, false));
        assertThat(ticks.await(at(2001), true, false, NEVER)).isEqualTo(new Tick(2001, false));
    }

    @Test
    void aSelfClockedStreamTicksWhereKeysTimeOut() throws Exception {
        Expiring expiring = new Expiring();
        Ticks ticks = new SelfClockedTicks(clock, alarm, new StreamGraph(List.of(expiring), List.of()));
        expiring.due = 700;
        clock.wakeAt = 400; // data came

        assertThat(ticks.await(null, false, false, NEVER)).isEqualTo(new Tick(400, false));
        clock.wakeAt = Long.MAX_VALUE;
        assertThat(ticks.await(at(400), false, false, NEVER)).isEqualTo(new Tick(700, true));
        assertThat(clock.deadlines).containsExactly(700L, 700L);
        clock.now = 800;
        assertThat(ticks.await(at(400), true, false, NEVER)).isEqualTo(new Tick(800, true));

        clock.wakeAt = 900;
        assertThat(ticks.await(at(800), false, false, NEVER))
                .isEqualTo(new Tick(900, false)); // it did not let go: no reason to turn
    }

    @Test
    void anEpochEndsInTimeThoughNothingComes() throws Exception {
        SelfClockedTicks ticks = new SelfClockedTicks(clock, alarm, new StreamGraph(List.of(), List.of()));
        clock.now = 300;

        assertThat(ticks.await(at(300), false, false, 400)).isEqualTo(new Tick(400, false));
        assertThat(clock.deadlines).containsExactly(400L);
    }

    /** Wants a batch at a time. */
    private static final class Expiring extends StatefulOperator<String> {
        private long due = NEVER;

        Expiring() {
            super(Origin.internal("expiring"), List.of());
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void step(SakiaContext context, Batch batch) {}

        @Override
        public void storeIn(StateFolder folder, @Nullable StoredOperator stored) {}

        @Override
        public Migration migration(StateFolder folder, StoredOperator stored) {
            return new Migration.Same();
        }

        @Override
        public List<String> look(SakiaContext context, Batch batch, String key) {
            return List.of();
        }

        @Override
        public StateInfo info() {
            return new StateInfo("expiring", 0, 0);
        }

        @Override
        protected @Nullable Plan<String> compute(Batch batch) {
            return null;
        }
    }

    @Test
    void timeNeverFallsWhenTheClockDoes() throws Exception {
        Ticks ticks = selfClocked(3000, 1000);
        clock.now = 100;

        assertThat(ticks.await(at(900), true, false, NEVER)).isEqualTo(new Tick(900, false));
    }
}
