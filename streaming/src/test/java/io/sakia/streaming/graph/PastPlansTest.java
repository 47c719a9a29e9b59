package io.sakia.streaming.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.streaming.time.Time;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastPlansTest {
    private final PastPlans<Integer> past = new PastPlans<>(30);

    @Test
    void hasWhatLiesBetweenTwoTimesBothIncluded() {
        Plan<Integer> first = add(10);
        Plan<Integer> second = add(20);
        Plan<Integer> third = add(30);

        assertThat(between(10, 20)).containsExactly(first, second);
        assertThat(between(11, 40)).containsExactly(second, third);
        assertThat(between(31, 40)).isEmpty();
        assertThat(past.forgotten()).isNull();
    }

    @Test
    void batchesOfOneTimeStandInTheirOrder() {
        Plan<Integer> first = add(10);
        Plan<Integer> second = add(10);

        assertThat(between(10, 10)).containsExactly(first, second);
    }

    @Test
    void forgetsWhatIsOlderThanItsLengthAndSaysSo() {
        add(10);
        Plan<Integer> second = add(20);
        Plan<Integer> third = add(50);

        assertThat(between(0, 100)).containsExactly(second, third);
        assertThat(past.forgotten()).isEqualTo(new Time(10));
    }

    @Test
    void timePassesInBatchesThatPutNothingOut() {
        add(10);
        past.add(new Time(41), null);

        assertThat(between(0, 100)).isEmpty();
        assertThat(past.forgotten()).isEqualTo(new Time(10));
    }

    private Plan<Integer> add(long time) {
        Plan<Integer> plan = EmptyPlan.of(Origin.internal("test"), 0);
        past.add(new Time(time), plan);
        return plan;
    }

    private List<Plan<Integer>> between(long from, long to) {
        return past.between(new Time(from), new Time(to));
    }
}
