package io.sakia.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Aggregate;
import io.sakia.connector.codec.Codecs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final List<Double> VALUES = List.of(0.1, 0.2, 0.3, 1e17, -1e17);

    @Test
    void results() throws Exception {
        assertThat(folded(Statistics.sum())).isEqualTo(0.6);
        assertThat(folded(Statistics.mean())).isEqualTo(0.12);
        assertThat(folded(Statistics.variance())).isEqualTo(Decimals.spread(5, values()));
        assertThat(folded(Statistics.sampleVariance())).isEqualTo(Decimals.spread(4, values()));
        assertThat(folded(Statistics.stats())).isEqualTo(new StatCounter(VALUES));
    }

    @Test
    void ofNothing() throws Exception {
        assertThat(ofNothing(Statistics.sum())).isEqualTo(0.0);
        assertThat(ofNothing(Statistics.mean())).isNaN();
        assertThat(ofNothing(Statistics.variance())).isNaN();
        assertThat(ofNothing(Statistics.stats())).isEqualTo(new StatCounter());
    }

    @Test
    void aWindowRunsForEverWithoutDrift() throws Exception {
        for (Aggregate<Double, ?, Double> each :
                List.of(Statistics.sum(), Statistics.mean(), Statistics.variance(), Statistics.sampleVariance())) {
            run(each);
        }
    }

    @Test
    void extremesCannotBeTakenAway() {
        assertThat(Statistics.stats().canSubtract()).isFalse();
    }

    @Test
    void aResultDoesNotChangeWithItsAccumulator() throws Exception {
        changeAfterResult(Statistics.stats());
    }

    @Test
    void accumulatorsAreKnownTypes() throws Exception {
        for (Aggregate<Double, ?, ?> each :
                List.of(Statistics.sum(), Statistics.mean(), Statistics.variance(), Statistics.stats())) {
            Object accumulator = accumulated(each);
            assertThat(Codecs.standard().copy(accumulator))
                    .isEqualTo(accumulator)
                    .isNotSameAs(accumulator);
        }
    }

    /** Panes of values of any magnitude go in and out; at every slide the bits are those of the panes added up afresh. */
    private static <A extends @Nullable Object> void run(Aggregate<Double, A, Double> aggregate) throws Exception {
        assertThat(aggregate.canSubtract()).isTrue();
        Random random = new Random(5);
        Deque<A> panes = new ArrayDeque<>();
        A running = aggregate.create();
        for (int slide = 0; slide < 300; slide++) {
            A pane = aggregate.create();
            for (double value : Doubles.some(random, random.nextInt(30))) {
                pane = aggregate.add(pane, value);
            }
            running = aggregate.merge(running, pane);
            panes.addLast(pane);
            if (panes.size() > 5) {
                running = aggregate.subtract(running, panes.removeFirst());
            }
            A afresh = aggregate.create();
            for (A each : panes) {
                afresh = aggregate.merge(afresh, each);
            }
            assertThat(aggregate.result(running)).as("slide %d", slide).isEqualTo(aggregate.result(afresh));
        }
    }

    private static <A extends @Nullable Object, R> R folded(Aggregate<Double, A, R> aggregate) throws Exception {
        return aggregate.result(accumulated(aggregate));
    }

    private static <A extends @Nullable Object, R> R ofNothing(Aggregate<Double, A, R> aggregate) throws Exception {
        return aggregate.result(aggregate.create());
    }

    private static <A extends @Nullable Object> A accumulated(Aggregate<Double, A, ?> aggregate) throws Exception {
        A accumulator = aggregate.create();
        for (double value : VALUES) {
            accumulator = aggregate.add(accumulator, value);
        }
        return accumulator;
    }

    private static <A extends @Nullable Object> void changeAfterResult(Aggregate<Double, A, StatCounter> aggregate)
            throws Exception {
        A accumulator = accumulated(aggregate);
        StatCounter result = aggregate.result(accumulator);
        aggregate.add(accumulator, 7.0);
        assertThat(result).isEqualTo(new StatCounter(VALUES));
    }

    private static double[] values() {
        return VALUES.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
