package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.engine.Skew;
import io.sakia.plan.Origin;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeySamplesTest {
    private static final Origin ORIGIN = new Origin("groupByKey", null, "Clicks.java", 12);

    @Test
    void aKeyWithMostRecordsIsNamed() {
        KeySamples samples = new KeySamples(8);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            if (random.nextInt(10) < 7) {
                samples.add(3, "bot");
            } else {
                int key = random.nextInt(100_000);
                samples.add(key % 8, key);
            }
        }
        Skew skew = Objects.requireNonNull(samples.skew(ORIGIN));
        assertThat(skew.partition()).isEqualTo(3);
        assertThat(skew.key()).isEqualTo("bot");
        assertThat(skew.share()).isBetween(0.65, 0.75);
        assertThat(skew.records()).isBetween(1_400_000L, 1_600_000L);
        assertThat(skew)
                .hasToString("partition 3 of groupByKey at Clicks.java:12 gets some " + skew.records()
                        + " records, others some " + skew.others() + "; the key 'bot' alone has "
                        + Math.round(skew.share() * 100) + " % of all");
    }

    @Test
    void whatIsSpreadEvenlyIsNot() {
        KeySamples samples = new KeySamples(8);
        Random random = new Random(2);
        for (int i = 0; i < 5000; i++) {
            samples.add(random.nextInt(8), random.nextInt(1000));
        }
        assertThat(samples.skew(ORIGIN)).isNull();
    }

    @Test
    void onePartitionAndFewRecordsAreNot() {
        KeySamples one = new KeySamples(1);
        KeySamples few = new KeySamples(4);
        for (int i = 0; i < 100; i++) {
            one.add(0, "a");
        }
        for (int i = 0; i < 9; i++) {
            few.add(0, "a");
        }
        assertThat(one.skew(ORIGIN)).isNull();
        assertThat(few.skew(ORIGIN)).isNull();
    }

    @Test
    void samplesOfTasksAreOne() {
        KeySamples all = new KeySamples(4);
        for (int task = 0; task < 10; task++) {
            KeySamples its = new KeySamples(4);
            for (int i = 0; i < 30; i++) {
                its.add(2, "key " + task + " " + i);
                its.add(2, "x".repeat(100));
            }
            all.addAll(its);
        }
        Skew skew = Objects.requireNonNull(all.skew(ORIGIN));
        assertThat(skew.key()).isEqualTo("x".repeat(60) + "…");
        assertThat(skew.records()).isEqualTo(600L * KeySamples.OF);
        assertThat(skew.others()).isZero();
    }
}
