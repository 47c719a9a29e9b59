package io.sakia.streaming.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FairSharesTest {
    private static final long ANY = Long.MAX_VALUE;

    @Test
    void whoWantsLittleGetsItAndTheOthersShareTheRest() {
        assertThat(shares(100, 10, 50, ANY)).containsExactly(10, 45, 45);
        assertThat(shares(100, ANY, 5, ANY, 10)).containsExactly(42, 5, 42, 10);
        assertThat(shares(100, ANY)).containsExactly(100);
    }

    @Test
    void whatNobodyWantsIsForAll() {
        assertThat(shares(100, 10, 20, 40)).containsExactly(20, 30, 50);
        assertThat(shares(100, 0)).containsExactly(100);
    }

    @Test
    void everybodyGetsOne() {
        assertThat(shares(2, ANY, ANY, 0)).containsExactly(1, 1, 1);
    }

    @Test
    void noInputsNeedNothing() {
        assertThat(shares(100)).isEmpty();
    }

    @Test
    void nobodyGetsMoreThanAnotherThatWantsMoreThanItHas() {
        Random random = new Random(5);
        for (int round = 0; round < 1000; round++) {
            long[] wants = random.longs(1 + random.nextInt(6), 0, 1000).toArray();
            long all = 100 + random.nextInt(3000);
            long[] shares = shares(all, wants);
            long sum = 0;
            for (int i = 0; i < wants.length; i++) {
                sum += shares[i];
                for (int j = 0; j < wants.length; j++) {
                    if (shares[i] < wants[i] && shares[j] <= wants[j]) {
                        assertThat(shares[j]).isLessThanOrEqualTo(shares[i] + 1);
                    }
                }
            }
            assertThat(sum).isBetween(all - wants.length, all + wants.length);
        }
    }

    private static long[] shares(long all, long... wants) {
        long[] shares = new long[wants.length];
        new FairShares(wants.length).share(all, wants, shares);
        return shares;
    }
}
