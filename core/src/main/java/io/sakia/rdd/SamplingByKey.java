package io.sakia.rdd;

import io.sakia.Pair;
import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.function.Function0;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.rdd.ExactDraw.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Draws pairs at random, a part of each key's. What is drawn depends on the seed and on which records lie in which partition.
 *
 * <pre>
 *   about   each pair by itself, in one pass
 *   exact   a job counts by partition and key ──► the driver shares each key's draws out ──► tasks draw their shares ({@link ExactDraw})
 * </pre>
 */
final class SamplingByKey {
    private SamplingByKey() {}

    static <K, V> Plan<Pair<K, V>> about(Origin origin, Plan<Pair<K, V>> plan, Fractions<K> fractions, long seed) {
        return fractions.withReplacement()
                ? Sampling.drawn(
                        origin, plan, seed, partition -> (pair, random) -> random.nextPoisson(fractions.of(pair)))
                : Sampling.drawn(
                        origin,
                        plan,
                        seed,
                        partition -> (pair, random) -> random.nextDouble() < fractions.of(pair) ? 1 : 0);
    }

    static <K, V> Plan<Pair<K, V>> exact(
            SakiaContext context, Origin origin, Plan<Pair<K, V>> plan, Fractions<K> fractions, long seed) {
        Function0<Collector<Pair<K, V>, Map<K, Long>>> counting = () -> new CountByKey<>(fractions);
        List<Map<K, Long>> counts = context.run(origin, plan, new Action.Push<>(TaskFunction.shared(counting)));
        List<Map<K, Share>> shares = shares(counts, fractions, new SplitMix(seed));
        boolean withReplacement = fractions.withReplacement();
        return Sampling.drawn(origin, plan, seed, partition -> new ExactDraw<>(shares.get(partition), withReplacement));
    }

    /** The draws of each key shared out, one key after the other in the order in which they were first seen. */
    private static <K> List<Map<K, Share>> shares(List<Map<K, Long>> counts, Fractions<K> fractions, SplitMix random) {
        Set<K> keys = new LinkedHashSet<>();
        counts.forEach(part -> keys.addAll(part.keySet()));
        List<Map<K, Share>> shares = new ArrayList<>(counts.size());
        counts.forEach(part -> shares.add(new LinkedHashMap<>()));
        for (K key : keys) {
            long[] records = counts.stream()
                    .mapToLong(part -> part.getOrDefault(key, 0L))
                    .toArray();
            long quota = fractions.quota(key, LongStream.of(records).sum());
            long[] draws = Quotas.share(records, quota, fractions.withReplacement(), random);
            for (int partition = 0; partition < records.length; partition++) {
                if (records[partition] > 0) {
                    shares.get(partition).put(key, new Share(records[partition], draws[partition]));
                }
            }
        }
        return shares;
    }

    /** Counts the records of each key, which must have a fraction. */
    private static final class CountByKey<K, V> implements Collector<Pair<K, V>, Map<K, Long>> {
        private final Fractions<K> fractions;
        private final Map<K, Long> counts = new LinkedHashMap<>();

        CountByKey(Fractions<K> fractions) {
            this.fractions = fractions;
        }

        @Override
        public void accept(Pair<K, V> pair) {
            if (counts.merge(fractions.keyOf(pair), 1L, Long::sum) == 1) {
                fractions.of(pair); // a key without a fraction is told of with the first record that has it
            }
        }

        @Override
        public Map<K, Long> finish() {
            return counts;
        }
    }
}
