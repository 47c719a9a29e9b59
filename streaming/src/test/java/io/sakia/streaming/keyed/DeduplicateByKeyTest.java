package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.streaming.state.StateCopier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeduplicateByKeyTest {
    @Test
    void agreesWithAModelHoweverTasksFail() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long within = 1 + random.nextInt(6);
            StepKit<String, Integer, Long, Pair<String, Integer>> kit = new StepKit<>(
                    new DeduplicateByKey<String, Integer, Pair<String, Integer>>(within, pair -> pair),
                    StateCopier.immutable(),
                    new StoredTypes(List.of()),
                    0,
                    random);
            Map<String, Long> firsts = new HashMap<>();
            long time = 0;
            int value = 0;
            for (int batch = 0; batch < 60; batch++) {
                time += random.nextInt(10) == 0 ? random.nextInt(8) : random.nextInt(2);
                long now = time;
                List<Pair<String, Integer>> pairs = new ArrayList<>();
                List<Pair<String, Integer>> expected = new ArrayList<>();
                firsts.values().removeIf(first -> now - first >= within);
                for (int i = random.nextInt(5); i > 0; i--) {
                    Pair<String, Integer> pair = Pair.of("k" + random.nextInt(6), value++);
                    pairs.add(pair);
                    if (firsts.putIfAbsent(pair.key(), now) == null) {
                        expected.add(pair);
                    }
                }
                assertThat(kit.batch(time, pairs))
                        .as("seed %d, batch %d at %d, within %d", seed, batch, time, within)
                        .isEqualTo(expected);
                assertThat(kit.keys()).isEqualTo(firsts.size());
            }
        }
    }
}
