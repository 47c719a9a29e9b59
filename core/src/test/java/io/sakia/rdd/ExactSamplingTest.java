package io.sakia.rdd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.plan.Origin;
import io.sakia.rdd.ExactDraw.Share;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is drawn exactly is drawn fairly: shares of partitions, records within a partition, and both together. */
class ExactSamplingTest {
    private static final int ROUNDS = 20_000;

    @Test
    void aQuotaIsTheFewestThatAreNotLessThanTheFraction() {
        assertThat(quota(0.5, 3)).isEqualTo(2);
        assertThat(quota(0.07, 100)).isEqualTo(7); // 0.07 * 100 is 7.000000000000001
        assertThat(quota(5 / 6.0, 6)).isEqualTo(5);
        assertThat(quota(1e-9, 1)).isEqualTo(1);
        assertThat(quota(0, 1000)).isZero();
        assertThat(quota(0.5, 0)).isZero();
        assertThat(quota(1, 1000)).isEqualTo(1000);
        assertThat(quota(2.5, 3)).isEqualTo(8);
        for (int count = 1; count < 300; count++) {
            for (int wanted = 0; wanted <= count; wanted++) {
                assertThat(quota((double) wanted / count, count)).isEqualTo(wanted);
            }
        }
    }

    @Test
    void sharesAddUpAndFitIn() {
        SplitMix random = new SplitMix(1);
        for (int round = 0; round < 300; round++) {
            long[] counts = LongStream.generate(() -> random.nextLong(6))
                    .limit(1 + random.nextLong(5))
                    .toArray();
            long total = LongStream.of(counts).sum();
            for (long draws = 0; draws <= total; draws++) {
                long[] shares = Quotas.share(counts, draws, false, random);
                assertThat(LongStream.of(shares).sum()).isEqualTo(draws);
                for (int partition = 0; partition < counts.length; partition++) {
                    assertThat(shares[partition]).isBetween(0L, counts[partition]);
                }
            }
        }
        assertThat(Quotas.share(new long[] {0, 3, 0}, 7, true, random)).containsExactly(0, 7, 0);
    }

    @Test
    void everySetOfRecordsIsAsLikely() {
        for (int wanted : new int[] {2, 3}) {
            Map<String, Integer> seen = new TreeMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                seen.merge(String.join("", drawn(wanted, false, round)), 1, Integer::sum);
            }
            assertThat(seen).as("the sets of %d of 5", wanted).hasSize(10);
            // 2000 each, with a standard deviation of 42
            assertThat(seen.values()).allSatisfy(times -> assertThat(times).isBetween(1790, 2210));
        }
    }

    @Test
    void withReplacementEveryRecordIsDrawnAsOften() {
        Map<String, Integer> seen = new TreeMap<>();
        int twice = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<String> drawn = drawn(2, true, round);
            assertThat(drawn).hasSize(2);
            drawn.forEach(record -> seen.merge(record, 1, Integer::sum));
            twice += drawn.get(0).equals(drawn.get(1)) ? 1 : 0;
        }
        // 8000 each with a standard deviation of 80; the same record twice in a fifth of all rounds, 4000 of 57
        assertThat(seen.keySet()).containsExactly("a", "b", "c", "d", "e");
        assertThat(seen.values()).allSatisfy(times -> assertThat(times).isBetween(7600, 8400));
        assertThat(twice).isBetween(3700, 4300);
    }

    @Test
    void aBinomialNumberHasItsMeanAndVariance() {
        SplitMix random = new SplitMix(7);
        assertThat(random.nextBinomial(0, 0.5)).isZero();
        assertThat(random.nextBinomial(9, 1)).isEqualTo(9);
        for (double probability : new double[] {0.01, 0.3, 0.9}) {
            double sum = 0;
            double squares = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long successes = random.nextBinomial(50, probability);
                assertThat(successes).isBetween(0L, 50L);
                sum += successes;
                squares += (double) successes * successes;
            }
            double mean = sum / ROUNDS;
            double variance = 50 * probability * (1 - probability);
            assertThat(Math.abs(mean - 50 * probability)).isLessThan(5 * Math.sqrt(variance / ROUNDS));
            assertThat((squares / ROUNDS - mean * mean) / variance).isBetween(0.93, 1.07);
        }
    }

    @Test
    void recordsThatChangeAfterTheyWereCountedAreTold() {
        assertThatThrownBy(() -> list(partition("abc", Map.of("k", new Share(2, 1)), 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more records of the key k now than the 2 that were counted: cache() the RDD");
        assertThatThrownBy(() -> list(partition("a", Map.of("k", new Share(3, 1)), 1)))
                .hasMessageContaining("2 records of the key k less now than the 3 that were counted");
        assertThatThrownBy(() -> list(partition("a", Map.of(), 1)))
                .hasMessageContaining("more records of the key k now than the 0");
    }

    private static long quota(double fraction, long count) {
        return Fractions.of(Origin.internal("sampleByKeyExact"), Map.of("k", fraction), fraction > 1)
                .quota("k", count);
    }

    /** So many of the records a to e, which lie in two partitions. */
    private static List<String> drawn(int wanted, boolean withReplacement, int seed) {
        long[] draws = Quotas.share(new long[] {3, 2}, wanted, withReplacement, new SplitMix(seed));
        List<String> all = list(partition("abc", Map.of("k", new Share(3, draws[0])), withReplacement, seed, 0));
        all.addAll(list(partition("de", Map.of("k", new Share(2, draws[1])), withReplacement, seed, 1)));
        return all;
    }

    private static Iterator<Pair<String, String>> partition(String records, Map<String, Share> shares, int seed) {
        return partition(records, shares, false, seed, 0);
    }

    private static Iterator<Pair<String, String>> partition(
            String records, Map<String, Share> shares, boolean withReplacement, int seed, int partition) {
        Iterator<Pair<String, String>> pairs =
                Stream.of(records.split("")).map(value -> Pair.of("k", value)).iterator();
        return new Drawn<>(pairs, new ExactDraw<>(shares, withReplacement), SplitMix.of(seed, partition));
    }

    private static List<String> list(Iterator<Pair<String, String>> pairs) {
        List<String> values = new ArrayList<>();
        pairs.forEachRemaining(pair -> values.add(pair.value()));
        return values;
    }
}
